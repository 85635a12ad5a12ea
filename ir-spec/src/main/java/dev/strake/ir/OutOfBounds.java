package dev.strake.ir;

/// What a scatter does with an index outside of its axis.
public enum OutOfBounds {
  /// Fails.
  ERROR("error"),
  /// Leaves the update out.
  DROP("drop"),
  /// Takes the nearest index; fails on an axis without elements.
  CLAMP("clamp"),
  /// Takes the index modulo the extent, from 0 up; fails on an axis without elements.
  WRAP("wrap");

  private final String mnemonic;

  OutOfBounds(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  public String mnemonic() {
    return mnemonic;
  }

  public boolean canFail() {
    return this != DROP;
  }
}
