/// Kernels run on arrays.
///
/// ```java
/// Backend backend = Backends.named("vector");
/// try (var saxpy = ArrayKernel.of(program, "saxpy", backend)) {
///   Map<String, NDArray> outputs = saxpy.run(Map.of("a", a, "x", x, "y", y));
/// }
/// ```
package dev.strake.ndarray.exec;
