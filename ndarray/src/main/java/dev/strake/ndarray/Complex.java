package dev.strake.ndarray;

/// A complex number, as an element of a `complex64` or `complex128` array.
public record Complex(double re, double im) {
  /// As NumPy prints it: `(1.5-2j)`, `1j`.
  @Override
  public String toString() {
    return ElementText.complexScalar(this, Decimal.Precision.DOUBLE);
  }
}
