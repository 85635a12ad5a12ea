package dev.strake.ir.fuzz;

import dev.strake.ir.ScalarType;
import dev.strake.ir.conformance.Arrangement;
import java.util.List;

/// What a random program is given for one parameter.
public sealed interface FuzzInput {
  /// No axis is broadcast.
  int NO_AXIS = -1;

  record Scalar(ScalarType type, long bits) implements FuzzInput {}

  /// Elements in row-major order. The axis `broadcast` has stride 0: its elements are all those of
  /// index 0.
  record View(
      ScalarType type, List<Long> extents, Arrangement arrangement, int broadcast, List<Long> bits)
      implements FuzzInput {
    public View {
      extents = List.copyOf(extents);
      bits = List.copyOf(bits);
    }
  }

  /// Memory for a result; its extents follow from the other arguments.
  record Result(Arrangement arrangement) implements FuzzInput {}

  /// The very view that is passed for another parameter.
  record Same(String parameter) implements FuzzInput {}
}
