package dev.strake.ir.ranges;

import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.List;

/// An integer that proofs know by name only, apart from what its kind says.
sealed interface Atom {
  /// A size symbol of the kernel.
  record Symbol(String name) implements Atom {}

  /// A value no rule looks into: a loop index, an element of an array, a wrapped sum.
  record Opaque(Value value) implements Atom {}

  /// What `atom` is in another iteration of loop number `loop`.
  record Copy(int atom, int loop) implements Atom {}

  /// `floor(dividend / divisor)`.
  record Quotient(AffineForm dividend, AffineForm divisor) implements Atom {}

  /// `min(left, right)`.
  record Minimum(AffineForm left, AffineForm right) implements Atom {}

  /// `max(left, right)`.
  record Maximum(AffineForm left, AffineForm right) implements Atom {}

  /// The product of two or more other atoms, none of them a product, in ascending order.
  record Product(List<Integer> factors) implements Atom {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /// A size that has no better form, a remainder by a symbol say.
  record Residual(Size size) implements Atom {}
}
