/// N-dimensional arrays over native memory.
///
/// ```java
/// try (NDArray a = Creation.zeros(DType.FLOAT64, 3, 4)) {
///   a.setDouble(1.5, 0, 2);
///   NDArray everySecondColumn = a.slice(Slice.all(), Slice.all().step(2));
///   System.out.println(everySecondColumn.transpose());
/// }
/// ```
package dev.strake.ndarray;
