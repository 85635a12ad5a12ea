package dev.strake.ir;

/// A `where` condition of a kernel: checked once at launch, known to every proof.
public record Condition(Size left, CompareOp op, Size right, int site) {
  @Override
  public String toString() {
    return left + " " + op.mnemonic() + " " + right;
  }
}
