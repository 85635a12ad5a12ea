package dev.strake.ir.interp;

import dev.strake.ir.Op;
import dev.strake.ir.launch.FailureKind;
import java.util.ArrayList;
import java.util.List;

/// Ends a run at its first failure. On its way out it notes the ops it comes from, innermost first.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final FailureKind kind;
  final int site;
  final long index;
  final long extent;
  final transient List<Op> trail = new ArrayList<>();

  Failure(FailureKind kind, int site, long index, long extent) {
    super(kind.name(), null, false, false);
    this.kind = kind;
    this.site = site;
    this.index = index;
    this.extent = extent;
  }

  Failure(FailureKind kind, int site) {
    this(kind, site, 0, 0);
  }

  /// @throws Failure unless `0 <= index < extent`
  static void requireInside(long index, long extent, int site) {
    if (index < 0 || index >= extent) {
      throw new Failure(FailureKind.INDEX_OUT_OF_RANGE, site, index, extent);
    }
  }
}
