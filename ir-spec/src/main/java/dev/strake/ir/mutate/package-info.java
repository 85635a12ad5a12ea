/// Backends with one defect each, to measure the conformance cases: a mutant they let pass is a
/// case that is missing.
///
/// ```java
/// try (var suite = MutationSuite.of(ConformanceSuite.cases())) {
///   var score = suite.score(suite.draw(seed, 100));
///   score.survivors().forEach(System.out::println);
/// }
/// ```
///
/// [Mutation] is one defect, the classes named `..Mutations` list them by [Family], [Mutant] is the
/// backend that has one. No mutant leaves the memory of its arguments, and each comes to an end.
package dev.strake.ir.mutate;
