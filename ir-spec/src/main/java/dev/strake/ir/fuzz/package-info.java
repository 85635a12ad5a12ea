/// Random programs, run on every engine and compared to the bit.
///
/// ```java
/// var found = ProgramGenerator.generate(seed, tally);
/// try (var differential = Differential.of(Engine.all(backends))) {
///   differential.run(List.of(found)).forEach(finding -> new Reducer(..).reduce(finding));
/// }
/// ```
package dev.strake.ir.fuzz;
