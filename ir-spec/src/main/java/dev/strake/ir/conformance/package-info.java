/// Programs with inputs and the bits they must give, for every backend to be measured by.
///
/// ```java
/// for (var options : backend.variants()) {
///   for (var conformanceCase : ConformanceSuite.cases()) {
///     conformanceCase.run(backend, options).failures().forEach(System.out::println);
///   }
/// }
/// ```
package dev.strake.ir.conformance;
