package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import java.util.List;
import java.util.Map;

/// What a run passes for one parameter.
sealed interface Input {
  /// No axis is broadcast.
  int NO_AXIS = -1;

  record Scalar(long bits) implements Input {}

  /// Elements written down, row-major.
  record Elements(List<Long> extents, List<Long> bits) implements Input {
    public Elements {
      extents = List.copyOf(extents);
      bits = List.copyOf(bits);
    }
  }

  /// Generated elements. The axis `broadcast` has stride 0: its elements are all the same.
  record Generated(Pattern pattern, List<Size> extents, int broadcast) implements Input {
    public Generated {
      extents = List.copyOf(extents);
    }
  }

  /// The extents of a view under the values of the run's variable.
  static long[] extents(Input input, ScalarType type, Map<String, Long> variables) {
    return switch (input) {
      case Scalar _ -> new long[0];
      case Elements(var extents, _) ->
          extents.stream()
              // The last axis of complex elements written down are the components.
              .limit(extents.size() - (type.isComplex() ? 1 : 0))
              .mapToLong(Long::longValue)
              .toArray();
      case Generated(var pattern, var extents, _) ->
          extents.isEmpty() && Pattern.count(pattern, type) != Long.MAX_VALUE
              ? new long[] {Pattern.count(pattern, type)}
              : extents.stream().mapToLong(extent -> extent.evaluate(variables)).toArray();
    };
  }

  /// Its elements in row-major order.
  static long[] bits(Input input, ScalarType type, long[] extents) {
    return switch (input) {
      case Scalar(var bits) -> new long[] {bits};
      case Elements(_, var bits) -> bits.stream().mapToLong(Long::longValue).toArray();
      case Generated(var pattern, _, var broadcast) ->
          broadcast == NO_AXIS
              ? Pattern.bits(pattern, type, count(extents))
              : repeated(pattern, type, extents, broadcast);
    };
  }

  private static long count(long[] extents) {
    var count = 1L;
    for (var extent : extents) {
      count *= extent;
    }
    return count;
  }

  /// The elements of a view that has `axis` only once, repeated along it.
  private static long[] repeated(Pattern pattern, ScalarType type, long[] extents, int axis) {
    var inner = 1L;
    for (var k = axis + 1; k < extents.length; k++) {
      inner *= extents[k];
    }
    var block = inner * extents[axis];
    var elements = new long[(int) count(extents)];
    var once = Pattern.bits(pattern, type, elements.length / Math.max(extents[axis], 1));
    for (var index = 0; index < elements.length; index++) {
      elements[index] = once[(int) (index / block * inner + index % inner)];
    }
    return elements;
  }
}
