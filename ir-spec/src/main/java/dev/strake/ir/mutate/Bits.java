package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScalarType.Kind;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.Arrays;
import java.util.Optional;

/// Values that wrong backends are made of.
final class Bits {
  private Bits() {}

  /// The other integer type of the same width.
  static Optional<ScalarType> withOtherSign(ScalarType type) {
    return ofWidth(type, type.kind() == Kind.SIGNED ? Kind.UNSIGNED : Kind.SIGNED);
  }

  /// The integer type of a float's width.
  static ScalarType ofFloat(ScalarType type) {
    return ofWidth(type, Kind.SIGNED).orElseThrow();
  }

  private static Optional<ScalarType> ofWidth(ScalarType type, Kind kind) {
    return Arrays.stream(ScalarType.values())
        .filter(other -> other.kind() == kind && other.bits() == type.bits())
        .findFirst();
  }

  static Value zero(RegionBuilder at, ScalarType type) {
    return at.constant(type, 0);
  }

  static Value smallest(RegionBuilder at, ScalarType type) {
    return at.constant(type, type.smallest());
  }

  static Value largest(RegionBuilder at, ScalarType type) {
    return at.constant(type, type.largest());
  }

  /// The largest number below infinity.
  static Value largestFinite(RegionBuilder at, ScalarType type) {
    return at.constant(type, type.largest() - 1);
  }

  /// The smallest normal number.
  static Value smallestNormal(RegionBuilder at, ScalarType type) {
    var isDouble = type.bits() == 64;
    return at.constant(
        type,
        isDouble
            ? Double.doubleToLongBits(Double.MIN_NORMAL)
            : Float.floatToIntBits(Float.MIN_NORMAL));
  }

  static Value isNan(RegionBuilder at, Value value) {
    return at.compare(CompareOp.NE, value, value);
  }

  static Value isZero(RegionBuilder at, Value value) {
    return at.compare(CompareOp.EQ, value, zero(at, value.scalar()));
  }

  static Value isInfinite(RegionBuilder at, Value value) {
    var type = value.scalar();
    return either(
        at,
        at.compare(CompareOp.EQ, value, largest(at, type)),
        at.compare(CompareOp.EQ, value, smallest(at, type)));
  }

  static Value both(RegionBuilder at, Value left, Value right) {
    return at.binary(BinaryOp.AND, left, right);
  }

  static Value either(RegionBuilder at, Value left, Value right) {
    return at.binary(BinaryOp.OR, left, right);
  }

  static Value not(RegionBuilder at, Value condition) {
    return at.unary(UnaryOp.NOT, condition);
  }
}
