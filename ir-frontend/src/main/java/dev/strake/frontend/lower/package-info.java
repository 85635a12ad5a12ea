/// From the typed tree to the IR as written. Nothing is improved here: one construct of the
/// language becomes the ops that say the same.
///
/// ```java
/// Program program = Lowering.lower("saxpy", typedKernel);
/// ```
package dev.strake.frontend.lower;
