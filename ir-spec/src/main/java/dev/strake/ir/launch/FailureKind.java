package dev.strake.ir.launch;

/// Why a kernel stopped. The `code` is what backends write into the status slot of the record; 0
/// means that nothing failed.
public enum FailureKind {
  /// The index slot holds the index, the extent slot the extent it must be below.
  INDEX_OUT_OF_RANGE(1),
  DIVISION_BY_ZERO(2),
  /// The index slot holds the number of the message among the kernel's asserts, in program order.
  ASSERTION_FAILED(3),
  EMPTY_REDUCTION(4);

  private final int code;

  FailureKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static FailureKind ofCode(long code) {
    for (var kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no failure has code " + code);
  }
}
