/// Kernels in phases: what several threads, and several backends, can run of one launch.
///
/// A scheduled kernel is one piece of code from start to end. [CutPhases] cuts it into *phases*,
/// which are kernels themselves: parallel loops on one side, what lies between them on the other. A
/// parallel phase has two more `i64` parameters, the part of the loop that a call is to run; so a
/// backend compiles phases like any kernel and knows nothing of threads.
///
/// ```
/// for seq %t in 0..%steps {            repeated: lower, upper
///   %a = load %0[%t]              ->     serial:   cell a = load %0[cell t]
///   for par %i in 0..%n {                parallel: for par %i in piece { store %1[%i], cell a }
///     store %1[%i], %a                 }
///   }
/// }
/// ```
///
/// What crosses from one phase to another:
///
/// - Local arrays, which become parameters: the launch keeps one copy for all phases.
/// - Scalars, in *cells*, local arrays without axes. Literals, sizes and what is computed from them
///   alone are computed again instead.
/// - What the launcher must know to go on: bounds of loops and conditions, in cells too.
///
/// Phases run one after the other, in the order of the program, and a piece runs its part of the
/// loop in ascending order. So the first failure of the first failing phase, in the first piece
/// that fails, is the first in iteration order.
///
/// [Work] estimates how long loops take, from sizes alone, so how a loop is cut into pieces depends
/// neither on the number of threads nor on their speed.
package dev.strake.ir.phase;
