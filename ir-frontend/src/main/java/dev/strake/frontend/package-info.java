/// The front end of the kernel language: takes source text, returns a program or diagnostics.
///
/// ```java
/// CheckedFile file = Frontend.check(Source.load(Path.of("saxpy.strake")));
/// file.diagnostics().forEach(...);                  // all mistakes, in order of place
/// Program program = file.instantiate("saxpy", Map.of("T", ScalarType.F64));
/// ```
package dev.strake.frontend;
