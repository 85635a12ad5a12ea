package dev.strake.ir;

import java.util.EnumSet;
import java.util.Set;

/// A set of scalar types an op is defined on; a column of the property tables.
public enum Domain {
  BOOLS(EnumSet.of(ScalarType.Kind.BOOL)),
  INTEGERS(EnumSet.of(ScalarType.Kind.SIGNED, ScalarType.Kind.UNSIGNED)),
  FLOATS(EnumSet.of(ScalarType.Kind.FLOAT)),
  NUMBERS(EnumSet.of(ScalarType.Kind.SIGNED, ScalarType.Kind.UNSIGNED, ScalarType.Kind.FLOAT)),
  COMPLEX(EnumSet.of(ScalarType.Kind.COMPLEX)),
  /// What is added and multiplied.
  ARITHMETIC(
      EnumSet.of(
          ScalarType.Kind.SIGNED,
          ScalarType.Kind.UNSIGNED,
          ScalarType.Kind.FLOAT,
          ScalarType.Kind.COMPLEX)),
  BITS(EnumSet.of(ScalarType.Kind.BOOL, ScalarType.Kind.SIGNED, ScalarType.Kind.UNSIGNED)),
  /// Numbers too narrow to calculate with.
  HALVES(EnumSet.of(ScalarType.Kind.HALF)),
  /// What can be compared.
  ORDERED(
      EnumSet.of(
          ScalarType.Kind.BOOL,
          ScalarType.Kind.SIGNED,
          ScalarType.Kind.UNSIGNED,
          ScalarType.Kind.FLOAT));

  private final Set<ScalarType.Kind> kinds;

  Domain(Set<ScalarType.Kind> kinds) {
    this.kinds = kinds;
  }

  public boolean contains(ScalarType type) {
    return kinds.contains(type.kind());
  }
}
