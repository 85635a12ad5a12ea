package dev.strake.ir.ranges;

import dev.strake.ir.Value;
import java.util.List;
import java.util.Map;

/// A launch, and iterations in it, that show what is wrong: every number in it was computed as the
/// kernel computes it. Of the sizes in `launch`, those in `sizes` matter.
record Example(Map<String, Long> launch, Map<String, Long> sizes, List<Iteration> iterations) {
  Example {
    launch = Map.copyOf(launch);
    sizes = Map.copyOf(sizes);
    iterations = List.copyOf(iterations);
  }

  /// One execution of an access: the indices of the loops around it and the element it goes to. It
  /// is certain if no condition on the way to it depends on data.
  record Iteration(Map<Value, Long> indices, List<Long> element, boolean isCertain) {
    Iteration {
      indices = Map.copyOf(indices);
      element = List.copyOf(element);
    }
  }

  boolean isCertain() {
    return iterations.stream().allMatch(Iteration::isCertain);
  }
}
