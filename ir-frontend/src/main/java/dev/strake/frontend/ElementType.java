package dev.strake.frontend;

import dev.strake.ir.ScalarType;
import java.util.Map;
import java.util.Optional;

/// The element type of a parameter as written: a type, or a type parameter such as `T`.
public sealed interface ElementType {
  /// The same in every instance.
  record Fixed(ScalarType type) implements ElementType {
    @Override
    public String toString() {
      return type.mnemonic();
    }
  }

  /// A type parameter of the kernel or function.
  record Variable(String name) implements ElementType {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A type that could not be read; only in files with mistakes.
  record Unknown() implements ElementType {
    @Override
    public String toString() {
      return "?";
    }
  }

  /// The type under these type arguments; empty if they don't tell.
  default Optional<ScalarType> in(Map<String, ScalarType> typeArguments) {
    return switch (this) {
      case Fixed(var type) -> Optional.of(type);
      case Variable(var name) -> Optional.ofNullable(typeArguments.get(name));
      case Unknown _ -> Optional.empty();
    };
  }
}
