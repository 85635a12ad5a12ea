/// Proofs about indices: that they stay in range, that parallel iterations keep apart, that results
/// are wholly written. All of them are made here.
///
/// ```java
/// var ranges = RangeProver.of(kernel).ranges();        // how each index is kept in range
/// var errors = RaceProver.check(program);              // races, as errors for the user
/// var found = KernelReport.of(program, textOf);        // those, and warnings
/// var isWhole = CoverageProver.of(kernel).isWhollyWritten(result);
/// var isSafe = AliasProver.of(kernel).mayShareElements(written, read);
/// ```
///
/// [dev.strake.ir.ranges.KernelScan] walks a kernel once. It gives every integer value an
/// [dev.strake.ir.ranges.AffineForm] over atoms (sizes, loop indices, loaded values, quotients,
/// minima, products with sizes) and keeps, for every point, the facts that hold there: bounds of
/// the loops around it, guards, asserts, checks passed before, launch conditions. A claim is proved
/// by assuming its opposite and refuting that with the facts: [dev.strake.ir.ranges.LinearProver]
/// chooses facts and splits cases, [dev.strake.ir.ranges.Elimination] does the arithmetic. What
/// can't be proved within its bounds on work is not claimed.
///
/// What is refused is shown by an example where one is found: [dev.strake.ir.ranges.ExampleSearch]
/// tries small sizes and computes subscripts as the kernel does. It shares nothing with the proofs.
///
/// ## Why a proof can be believed
///
/// Atoms stand for mathematical integers and facts are true statements about them, whereas the
/// kernel computes modulo 2^64. The two meet under these rules.
///
/// 1. Every `i64` value has a *congruent* form, equal to it modulo 2^64, and an *exact* form, equal
///    to it. Sums, differences and products carry over to congruent forms always; to exact forms
///    only where the result is shown to lie in the type's range (by the atoms' intervals, or by the
///    facts at the op). Where it is not, the value itself becomes an atom: its exact form. Narrower
///    types have exact forms only, by the same rule.
/// 2. Facts come from exact forms only. A guard `k + 1 < n` says nothing about `k` where `k + 1`
///    may wrap; it does say something about the atom that stands for `k + 1`.
/// 3. A congruent form proved to lie in `0..extent` is the value, since the value is the only
///    number of `-2^63..2^63` that is equal to it modulo 2^64 and the form is one too. So ranges
///    may be proved on either form.
/// 4. Two accesses touch the same element if their index values are equal on every axis, so their
///    exact forms are. Congruent forms differ by a multiple of 2^64 then, which is zero where the
///    intervals bound the difference by 2^63.
/// 5. Extents are 0 to 2^48 and `where` conditions hold: the launch checks both in checked
///    arithmetic, and computes every size of the kernel so. The exact form of a size is therefore
///    its formula.
/// 6. Facts are attached to points, and values don't change: what is known where a value is
///    computed or an access has gone through is known in the rest of the region, and nowhere else.
///    An access that is not proved counts as passed after it, because its check stands before it.
/// 7. Axioms (the bounds of a quotient, which of two a minimum is) are not attached to points. They
///    can be satisfied whatever the other atoms are, so they never contradict a case in which the
///    value is not computed.
/// 8. For races the values computed in a loop get second names for another iteration
///    ([dev.strake.ir.ranges.OtherIteration]); values from outside are shared. Facts of both
///    iterations hold, the index of one is less than the other's, and the elements are equal: if
///    that is contradictory for both orders, the accesses never meet. A pair that is not refuted is
///    an error. So are pairs of kernels too large to decide; none is known.
/// 9. An index is left to the launch only where it takes its lowest and highest value in every run
///    whose loops are not empty. A refused launch would have failed; overflow counts as out of
///    range.
///
/// 10. What a loop keeps of the integers it carries ([dev.strake.ir.ranges.LoopInvariants]) is
///     proved by induction: it holds before the loop, and where it is assumed, together with all
///     else that is kept, at the start of the body, it follows for the values handed on at its end.
///     Whatever a walk on trial found is forgotten, atoms and forms included.
///
/// Proofs hold for the kernel they were made for. A later pass must not move a load or store out of
/// the loops and branches it stands in, before a check, or, where an array is passed under two
/// names, a load behind a store.
package dev.strake.ir.ranges;
