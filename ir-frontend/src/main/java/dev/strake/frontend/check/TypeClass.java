package dev.strake.frontend.check;

import dev.strake.ir.Domain;
import dev.strake.ir.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The classes a type parameter may range over.
enum TypeClass {
  INT(Domain.INTEGERS),
  FLOAT(Domain.FLOATS),
  NUM(Domain.NUMBERS),
  BOOL(Domain.BOOLS),
  /// Floats for storage. They are of no other class, since next to nothing can be done with them.
  HALF(Domain.HALVES),
  /// Pairs of floats. They have no order, so they are of no class with the numbers.
  COMPLEX(Domain.COMPLEX),
  ANY(Domain.ORDERED);

  private final Domain domain;

  TypeClass(Domain domain) {
    this.domain = domain;
  }

  String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The types that a name in a bound stands for: a class, or a single type.
  static Optional<List<ScalarType>> members(String name) {
    return Arrays.stream(values())
        .filter(known -> known.mnemonic().equals(name))
        .findFirst()
        .map(TypeClass::types)
        .or(() -> type(name).map(List::of));
  }

  /// The type named `name`. The language has every type of the IR.
  static Optional<ScalarType> type(String name) {
    return ScalarType.named(name);
  }

  static List<String> typeNames() {
    return Arrays.stream(ScalarType.values()).map(ScalarType::mnemonic).toList();
  }

  private List<ScalarType> types() {
    return Arrays.stream(ScalarType.values()).filter(domain::contains).toList();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(TypeClass::mnemonic).toList();
  }
}
