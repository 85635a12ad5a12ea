package dev.strake.ir;

import java.util.List;
import java.util.stream.Collectors;

/// A strided view of scalars in memory: rank and extents are known as symbols, the address and the
/// strides (in elements) only at launch.
///
/// Rank 0 is allowed and holds one element: scalar results are such views.
public record ViewType(ScalarType element, List<Size> dims, Layout layout) implements Type {
  public ViewType {
    dims = List.copyOf(dims);
  }

  /// A view of unknown strides, as programs are written.
  public static ViewType of(ScalarType element, List<Size> dims) {
    return new ViewType(element, dims, Layout.STRIDED);
  }

  public int rank() {
    return dims.size();
  }

  public ViewType withLayout(Layout newLayout) {
    return new ViewType(element, dims, newLayout);
  }

  @Override
  public String toString() {
    var extents = dims.stream().map(Size::toString).collect(Collectors.joining(", "));
    var suffix = layout == Layout.STRIDED ? "" : " " + layout.mnemonic();
    return "view<" + element + ", [" + extents + "]" + suffix + ">";
  }
}
