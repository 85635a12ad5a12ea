package dev.strake.frontend;

import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A parameter or result of a kernel as declared. One without `dims` is a single value; in the
/// program of an instance, single results and single complex numbers are views of rank 0. A pack of
/// axes among the `dims` stands for any number of extents.
public record ParameterSignature(String name, Role role, ElementType element, List<Dim> dims) {
  public ParameterSignature {
    dims = List.copyOf(dims);
  }

  /// What stands between the brackets, as written and as understood.
  public sealed interface Dim {
    /// As written.
    String text();

    record Extent(String text, Size size) implements Dim {}

    /// `..name`
    record Pack(String name) implements Dim {
      @Override
      public String text() {
        return ".." + name;
      }

      /// The extent of one of its axes.
      public static String symbol(String name, int axis) {
        return name + "." + axis;
      }
    }

    /// The extents it stands for, with these numbers of axes of the packs.
    default List<Size> sizes(Map<String, Integer> ranks) {
      return switch (this) {
        case Extent(_, var size) -> List.of(size);
        case Pack(var name) ->
            IntStream.range(0, ranks.get(name))
                .mapToObj(axis -> Size.of(Pack.symbol(name, axis)))
                .toList();
      };
    }
  }

  /// The extents, with these numbers of axes of the packs.
  public List<Size> sizes(Map<String, Integer> ranks) {
    return dims.stream().flatMap(dim -> dim.sizes(ranks).stream()).toList();
  }

  public boolean isScalar() {
    return dims.isEmpty();
  }

  /// Whether it has no axes, or may have none.
  public boolean mayBeOneValue() {
    return dims.stream().allMatch(dim -> dim instanceof Dim.Pack);
  }

  @Override
  public String toString() {
    var extents = dims.stream().map(Dim::text).collect(Collectors.joining(", ", "[", "]"));
    var inout = role == Role.INOUT ? "inout " : "";
    return name + ": " + inout + element + (isScalar() ? "" : extents);
  }
}
