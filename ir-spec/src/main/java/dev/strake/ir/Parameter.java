package dev.strake.ir;

/// One parameter or named result of a kernel. A scalar parameter is always `IN`; results are `OUT`
/// views (a scalar result is a view of rank 0).
public record Parameter(String name, Role role, Value value) {
  /// What the kernel does with a view.
  public enum Role {
    IN("in"),
    INOUT("inout"),
    OUT("out");

    private final String mnemonic;

    Role(String mnemonic) {
      this.mnemonic = mnemonic;
    }

    public String mnemonic() {
      return mnemonic;
    }

    public boolean isWritten() {
      return this != IN;
    }
  }

  public boolean isView() {
    return value.type() instanceof ViewType;
  }
}
