package dev.strake.frontend;

import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Size;
import java.util.List;
import java.util.stream.Collectors;

/// A parameter or result of a kernel as declared. One without `dims` is a single value; in the
/// program of an instance, single results and single complex numbers are views of rank 0.
public record ParameterSignature(String name, Role role, ElementType element, List<Dim> dims) {
  public ParameterSignature {
    dims = List.copyOf(dims);
  }

  /// One extent: as written, and what it says.
  public record Dim(String text, Size size) {}

  public boolean isScalar() {
    return dims.isEmpty();
  }

  @Override
  public String toString() {
    var extents = dims.stream().map(Dim::text).collect(Collectors.joining(", ", "[", "]"));
    var inout = role == Role.INOUT ? "inout " : "";
    return name + ": " + inout + element + (isScalar() ? "" : extents);
  }
}
