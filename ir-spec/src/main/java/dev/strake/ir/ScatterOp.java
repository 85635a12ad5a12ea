package dev.strake.ir;

import java.util.Optional;

/// How a scatter updates the element it hits.
public enum ScatterOp {
  /// Replaces it.
  SET("set"),
  ADD("add", BinaryOp.ADD),
  MUL("mul", BinaryOp.MUL),
  MIN("min", BinaryOp.MIN),
  MAX("max", BinaryOp.MAX),
  AND("and", BinaryOp.AND),
  OR("or", BinaryOp.OR),
  XOR("xor", BinaryOp.XOR);

  private final String mnemonic;
  private final Optional<BinaryOp> combine;

  ScatterOp(String mnemonic) {
    this.mnemonic = mnemonic;
    this.combine = Optional.empty();
  }

  ScatterOp(String mnemonic, BinaryOp combine) {
    this.mnemonic = mnemonic;
    this.combine = Optional.of(combine);
  }

  public String mnemonic() {
    return mnemonic;
  }

  /// The op that makes the new element of the old one and the value, in this order; none for `SET`.
  public Optional<BinaryOp> combine() {
    return combine;
  }

  public boolean accepts(ScalarType type) {
    return combine.isEmpty() || combine.get().accepts(type);
  }
}
