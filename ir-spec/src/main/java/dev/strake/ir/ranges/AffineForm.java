package dev.strake.ir.ranges;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/// A constant plus a sum of atoms with integer coefficients: `2*i + n - 1`.
///
/// Atoms are numbers handed out by [Atoms]. Arithmetic is exact; every method that computes throws
/// `ArithmeticException` where a coefficient leaves 64 bits, and whoever builds forms then gives up
/// on the claim at hand.
final class AffineForm {
  static final AffineForm ZERO = of(0);

  private final long constant;

  /// Ascending.
  private final int[] atoms;

  /// None is zero; `coefficients[k]` belongs to `atoms[k]`.
  private final long[] coefficients;

  private AffineForm(long constant, int[] atoms, long[] coefficients) {
    this.constant = constant;
    this.atoms = atoms;
    this.coefficients = coefficients;
  }

  static AffineForm of(long constant) {
    return new AffineForm(constant, new int[0], new long[0]);
  }

  static AffineForm atom(int atom) {
    return new AffineForm(0, new int[] {atom}, new long[] {1});
  }

  long constant() {
    return constant;
  }

  boolean isConstant() {
    return atoms.length == 0;
  }

  /// Number of atoms.
  int terms() {
    return atoms.length;
  }

  /// The atom of a term; terms are in ascending order of atoms.
  int atomAt(int term) {
    return atoms[term];
  }

  long coefficientAt(int term) {
    return coefficients[term];
  }

  /// The coefficient of an atom, 0 where it does not appear.
  long coefficient(int atom) {
    var term = Arrays.binarySearch(atoms, atom);
    return term < 0 ? 0 : coefficients[term];
  }

  AffineForm plus(AffineForm other) {
    return plusTimes(other, 1);
  }

  AffineForm plus(long value) {
    return new AffineForm(Math.addExact(constant, value), atoms, coefficients);
  }

  AffineForm minus(AffineForm other) {
    return plusTimes(other, -1);
  }

  AffineForm negated() {
    return times(-1);
  }

  AffineForm times(long factor) {
    return factor == 0 ? ZERO : ZERO.plusTimes(this, factor);
  }

  /// `this + factor * other`.
  private AffineForm plusTimes(AffineForm other, long factor) {
    var sumAtoms = new int[atoms.length + other.atoms.length];
    var sums = new long[sumAtoms.length];
    var count = 0;
    var mine = 0;
    var theirs = 0;
    while (mine < atoms.length || theirs < other.atoms.length) {
      var a = mine < atoms.length ? atoms[mine] : Integer.MAX_VALUE;
      var b = theirs < other.atoms.length ? other.atoms[theirs] : Integer.MAX_VALUE;
      var sum = a <= b ? coefficients[mine++] : 0;
      if (b <= a) {
        sum = Math.addExact(sum, Math.multiplyExact(factor, other.coefficients[theirs++]));
      }
      if (sum != 0) {
        sumAtoms[count] = Math.min(a, b);
        sums[count++] = sum;
      }
    }
    var total = Math.addExact(constant, Math.multiplyExact(factor, other.constant));
    return new AffineForm(total, Arrays.copyOf(sumAtoms, count), Arrays.copyOf(sums, count));
  }

  /// The form with every atom replaced by what `replacement` says.
  AffineForm substitute(IntFunction<AffineForm> replacement) {
    var sum = of(constant);
    for (var term = 0; term < atoms.length; term++) {
      sum = sum.plusTimes(replacement.apply(atoms[term]), coefficients[term]);
    }
    return sum;
  }

  /// Adds every atom it mentions to `set`.
  void addAtomsTo(BitSet set) {
    for (var atom : atoms) {
      set.set(atom);
    }
  }

  /// Whether it mentions one of `set`.
  boolean concerns(BitSet set) {
    for (var atom : atoms) {
      if (set.get(atom)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the two differ by a constant only.
  boolean hasTermsOf(AffineForm other) {
    return Arrays.equals(atoms, other.atoms) && Arrays.equals(coefficients, other.coefficients);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof AffineForm other && constant == other.constant && hasTermsOf(other);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(constant)
        + 31 * (Arrays.hashCode(atoms) + 31 * Arrays.hashCode(coefficients));
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var term = 0; term < atoms.length; term++) {
      text.append(coefficients[term]).append("*#").append(atoms[term]).append(" + ");
    }
    return text.append(constant).toString();
  }
}
