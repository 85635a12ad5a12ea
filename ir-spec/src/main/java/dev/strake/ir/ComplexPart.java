package dev.strake.ir;

/// The components of a complex number, in the order they have in memory.
public enum ComplexPart {
  REAL("real"),
  IMAGINARY("imag");

  private final String mnemonic;

  ComplexPart(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  public String mnemonic() {
    return mnemonic;
  }
}
