package dev.strake.ir;

/// What is known of a view's strides before it is seen.
///
/// As-written programs say `STRIDED`, which claims nothing. A launch looks at the strides it was
/// given and specialises the program on the strongest class that holds. Extents of size 1 (whose
/// stride is never used) and empty views satisfy every class.
public enum Layout {
  /// Any strides, negative and zero ones too.
  STRIDED("strided"),
  /// The last axis has stride 1; the others are arbitrary.
  UNIT_INNER("unit"),
  /// Row-major without gaps: the stride of an axis is the product of the extents after it.
  ROW_MAJOR("dense");

  private final String mnemonic;

  Layout(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  public String mnemonic() {
    return mnemonic;
  }

  /// Whether stepping the last axis by one steps memory by one element.
  public boolean hasUnitInnerStride() {
    return this != STRIDED;
  }

  /// The strongest class that holds for these extents and strides (in elements).
  public static Layout of(long[] extents, long[] strides) {
    var rank = extents.length;
    if (rank > 0 && extents[rank - 1] > 1 && strides[rank - 1] != 1) {
      return STRIDED;
    }
    var expected = 1L;
    for (var axis = rank - 1; axis >= 0; axis--) {
      if (extents[axis] > 1 && strides[axis] != expected) {
        return UNIT_INNER;
      }
      expected *= Math.max(extents[axis], 1);
    }
    return ROW_MAJOR;
  }
}
