/// Bytecode backends: programs of the IR become hidden classes.
///
/// ## Methods
///
/// HotSpot compiles no method of more than 8,000 bytes, so the code of a kernel is divided into
/// methods, and a kernel may be of any size. [KernelEmitter] prints a class of static methods:
///
/// - the entry, `int kernel(long record)`;
/// - one method per [Piece.Part], a stretch of neighbouring ops of one region: `int
///   kernel_part_3(long record, long[] kept, double .., long ..)`. Every loop in lanes is a part by
///   itself.
///
/// What holds:
///
/// 1. [Outlining] alone decides what is a part. Parts nest: one may hold calls of others. Ops run
///    in the order of the program, so bits and the first failure are those of one long method.
/// 2. A method returns 1 if something failed, having written the record, and 0 otherwise; whoever
///    called it returns 1 at once.
/// 3. A value that a part reads and does not define is a parameter of the part. A value that a part
///    defines and that is read outside of it lives in `kept`, an array of raw bits that the entry
///    makes for each launch: it is written where it is defined and read where it is needed. So do
///    values for which a part has no room among its 255 parameter slots. [Crossings] knows which.
/// 4. Literals cross nothing: they are repeated where they are used.
/// 5. Registers of lanes cross nothing either: a loop in lanes lies in one method. A body too large
///    for one was split by the pass `split-bodies`; where it could not be, the loop is printed for
///    one lane after the other, and divided.
/// 6. Estimates choose the parts, the bytes that come out decide: as long as a method is too large
///    the class is printed again, divided more finely. A single op too large for that, one that
///    carries a thousand values say, still runs, interpreted by the JVM.
package dev.strake.codegen.vector;
