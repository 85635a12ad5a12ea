/// The intermediate representation: what a program is.
///
/// A [dev.strake.ir.Program] holds kernels and the pure functions they call. A body is a
/// [dev.strake.ir.Region] of [dev.strake.ir.Op]s in SSA form: structured, without branches, with
/// loops whose iterations are known to be independent or ordered, and reductions whose order is
/// part of the program. Everything here is immutable but the two builders.
///
/// ```
/// kernel saxpy(%0 in a: f64, %1 in x: view<f64, [n]>, %2 inout y: view<f64, [n]>) {
///   %3 = const i64 0
///   %4 = size n
///   for par %5 in %3..%4 {
///     %6 = load %1[%5]
///     %7 = load %2[%5]
///     %8 = fma %0, %6, %7
///     store %2[%5], %8
///   }
/// }
/// ```
package dev.strake.ir;
