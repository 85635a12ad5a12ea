/// Arrays in NumPy's `.npy` files.
///
/// ```java
/// NDArray table = NpyFile.read(Path.of("table.npy"));
/// NpyFile.write(Path.of("transposed.npy"), table.transpose());
/// ```
package dev.strake.ndarray.npy;
