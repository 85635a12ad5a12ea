package dev.strake.ir.conformance;

import java.util.Arrays;
import java.util.List;

/// How the views of a run lie in memory. The elements are the same in all of them.
public enum Arrangement {
  /// Row-major without gaps.
  DENSE,
  /// The last axis without gaps, gaps between rows.
  PADDED,
  /// Gaps everywhere.
  STRIDED,
  /// Every axis backwards.
  REVERSED,
  /// Column-major.
  TRANSPOSED,
  /// Every parameter another of the ways above.
  MIXED;

  static final List<Arrangement> ONLY_DENSE = List.of(DENSE);

  /// The way of the parameter with this number.
  Arrangement of(int parameter) {
    return this == MIXED ? values()[(parameter * 2 + 1) % MIXED.ordinal()] : this;
  }

  /// The strides of a view, in elements.
  long[] strides(long[] extents) {
    return switch (this) {
      case DENSE, MIXED -> nested(extents, 1, 0);
      case PADDED -> nested(extents, 1, 3);
      case STRIDED -> nested(extents, 3, 2);
      case REVERSED -> Arrays.stream(nested(extents, 1, 0)).map(stride -> -stride).toArray();
      case TRANSPOSED -> columnMajor(extents);
    };
  }

  /// Row-major with `inner` as the last stride and `gap` elements more between rows.
  private static long[] nested(long[] extents, long inner, long gap) {
    var strides = new long[extents.length];
    var stride = inner;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride = stride * Math.max(extents[axis], 1) + gap;
    }
    return strides;
  }

  private static long[] columnMajor(long[] extents) {
    var strides = new long[extents.length];
    var stride = 1L;
    for (var axis = 0; axis < extents.length; axis++) {
      strides[axis] = stride;
      stride *= Math.max(extents[axis], 1);
    }
    return strides;
  }
}
