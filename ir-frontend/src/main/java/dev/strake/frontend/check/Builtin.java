package dev.strake.frontend.check;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.UnaryOp;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The functions that are ops of the IR.
enum Builtin {
  ABS(new Kind.OfOne(UnaryOp.ABS)),
  SQRT(new Kind.OfOne(UnaryOp.SQRT)),
  MIN(new Kind.OfTwo(BinaryOp.MIN)),
  MAX(new Kind.OfTwo(BinaryOp.MAX)),
  FLOORDIV(new Kind.OfTwo(BinaryOp.FLOORDIV)),
  FLOORMOD(new Kind.OfTwo(BinaryOp.FLOORMOD)),
  FMA(new Kind.Fma()),
  SELECT(new Kind.Select()),
  TO_BITS(new Kind.ToBits()),
  FROM_BITS(new Kind.FromBits()),
  COMPLEX(new Kind.Complex()),
  REAL(new Kind.Part(ComplexPart.REAL)),
  IMAG(new Kind.Part(ComplexPart.IMAGINARY));

  /// What a built-in function takes and does.
  sealed interface Kind {
    record OfOne(UnaryOp op) implements Kind {}

    record OfTwo(BinaryOp op) implements Kind {}

    record Fma() implements Kind {}

    record Select() implements Kind {}

    record ToBits() implements Kind {}

    record FromBits() implements Kind {}

    record Complex() implements Kind {}

    record Part(ComplexPart part) implements Kind {}

    default int parameterCount() {
      return switch (this) {
        case OfOne _, ToBits _, FromBits _, Part _ -> 1;
        case OfTwo _, Complex _ -> 2;
        case Fma _, Select _ -> 3;
      };
    }
  }

  private final Kind kind;

  Builtin(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Builtin> named(String name) {
    return Arrays.stream(values()).filter(known -> known.mnemonic().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Builtin::mnemonic).toList();
  }
}
