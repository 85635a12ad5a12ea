package dev.strake.bench.loops;

import dev.strake.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A kernel of `loops.strake` and a function of `loops.c` to compare it with.
///
/// @param goal the time of the function divided by that of the kernel that is wanted; 0 where none
///   is set
/// @param extents what the function is told
/// @param arguments new arrays for the kernel's parameters
record LoopCase(
    String kernel,
    String function,
    double goal,
    List<Long> extents,
    Supplier<Map<String, NDArray>> arguments) {
  LoopCase {
    extents = List.copyOf(extents);
  }

  /// Whether the function computes something else, so that results can't be compared.
  boolean isReader() {
    return function.startsWith("read");
  }

  String size() {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
