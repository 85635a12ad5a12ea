package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Parameter;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.LaunchRecord;
import java.util.Arrays;
import java.util.List;

/// A backend that takes views to lie in memory otherwise than they do. It shows in kernels whose
/// views of at least `rank` axes have the layout `layout`.
record StrideMutation(String defect, int rank, Layout layout, Wrong wrong) implements Mutation {

  /// The wrong strides, made from the right extents and strides of a view.
  @FunctionalInterface
  interface Wrong {
    long[] strides(long[] extents, long[] strides);
  }

  static List<Mutation> all() {
    return List.of(
        new StrideMutation(
            "strided views lie dense", 1, Layout.STRIDED, (extents, _) -> dense(extents)),
        new StrideMutation(
            "rows of unit views follow without gaps",
            2,
            Layout.UNIT_INNER,
            (extents, _) -> dense(extents)),
        new StrideMutation(
            "the last axis of strided views has stride 1",
            1,
            Layout.STRIDED,
            (_, strides) -> with(strides, strides.length - 1, 1)),
        new StrideMutation(
            "strides lose their sign",
            1,
            Layout.STRIDED,
            (_, strides) -> Arrays.stream(strides).map(Math::abs).toArray()),
        new StrideMutation(
            "strides of 0 are 1",
            1,
            Layout.STRIDED,
            (_, strides) -> Arrays.stream(strides).map(one -> one == 0 ? 1 : one).toArray()),
        new StrideMutation(
            "the first two strides change places",
            2,
            Layout.STRIDED,
            (_, strides) -> with(with(strides, 0, strides[1]), 1, strides[0])),
        new StrideMutation(
            "the last two strides change places",
            3,
            Layout.STRIDED,
            (_, strides) ->
                with(
                    with(strides, strides.length - 1, strides[strides.length - 2]),
                    strides.length - 2,
                    strides[strides.length - 1])));
  }

  private static long[] dense(long[] extents) {
    var strides = new long[extents.length];
    var count = 1L;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = count;
      count *= Math.max(extents[axis], 1);
    }
    return strides;
  }

  private static long[] with(long[] strides, int axis, long stride) {
    var changed = strides.clone();
    changed[axis] = stride;
    return changed;
  }

  @Override
  public Family family() {
    return Family.MEMORY;
  }

  @Override
  public Backend.Form form() {
    return Backend.Form.SCHEDULED;
  }

  @Override
  public Kernel apply(Kernel kernel) {
    return kernel;
  }

  /// Launches choose the layout, so that any view of enough axes will do.
  @Override
  public boolean changes(Kernel kernel) {
    return kernel.parameters().stream().anyMatch(this::hasAxes);
  }

  private boolean hasAxes(Parameter parameter) {
    return parameter.isView() && parameter.value().view().rank() >= rank;
  }

  private boolean fits(Parameter parameter) {
    return hasAxes(parameter) && parameter.value().view().layout() == layout;
  }

  @Override
  public void tamper(Kernel kernel, LaunchRecord arguments) {
    var layout = arguments.layout();
    for (var parameter : kernel.parameters()) {
      if (!fits(parameter)) {
        continue;
      }
      var view = parameter.value();
      var extents = new long[view.view().rank()];
      var strides = new long[extents.length];
      for (var axis = 0; axis < extents.length; axis++) {
        extents[axis] = arguments.get(layout.extent(view, axis));
        strides[axis] = arguments.get(layout.stride(view, axis));
      }
      var changed = wrong.strides(extents, strides);
      for (var axis = 0; axis < extents.length; axis++) {
        arguments.set(layout.stride(view, axis), changed[axis]);
      }
    }
  }
}
