/// Random programs, run on every engine and compared to the bit.
///
/// ```java
/// var tested = ProgramGenerator.generate(seed, tally);
/// var differential = new Differential(Engine.all(backends), (_, _) -> {});
/// for (var finding : differential.run(List.of(tested))) {
///   var reducer = new Reducer(one -> differential.run(List.of(one)), Duration.ofMinutes(1));
///   CaseFolder.write(folder, reducer.reduce(finding), "strake fuzz --replay " + folder);
/// }
/// ```
package dev.strake.ir.fuzz;
