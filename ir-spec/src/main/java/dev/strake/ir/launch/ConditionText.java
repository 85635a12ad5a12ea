package dev.strake.ir.launch;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.interp.Stop;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.text.ScalarText;
import java.util.Optional;

/// Writes a condition with the values that decided it: `-3.0 > 0.0`.
final class ConditionText {
  /// Conditions that say more than this are not written.
  private static final int MAX_PARTS = 6;

  private final Definitions definitions;
  private final Stop stop;
  private int parts;

  ConditionText(Definitions definitions, Stop stop) {
    this.definitions = definitions;
    this.stop = stop;
  }

  /// Nothing where the condition is no comparison, or very long.
  Optional<String> of(Value condition) {
    var text = text(condition);
    return parts > 0 && parts <= MAX_PARTS ? Optional.of(text) : Optional.empty();
  }

  private String text(Value condition) {
    return definitions
        .op(condition)
        .flatMap(
            op ->
                switch (op) {
                  case Op.Compare compare -> Optional.of(comparison(compare));
                  case Op.Binary binary -> junction(binary);
                  case Op.Unary unary when unary.op() == UnaryOp.NOT ->
                      Optional.of("!(" + text(unary.operand()) + ")");
                  case Op.Scalar _, Op.Flat _, Op.Structured _ -> Optional.<String>empty();
                })
        .orElseGet(() -> number(condition));
  }

  private String comparison(Op.Compare compare) {
    parts++;
    return number(compare.left())
        + " "
        + SizeBinding.symbolOf(compare.op())
        + " "
        + number(compare.right());
  }

  private Optional<String> junction(Op.Binary binary) {
    if (!binary.result().scalar().isBool() || parts > MAX_PARTS) {
      return Optional.empty();
    }
    if (binary.op() == BinaryOp.AND) {
      return Optional.of(text(binary.left()) + " && " + text(binary.right()));
    }
    return binary.op() == BinaryOp.OR
        ? Optional.of("(" + text(binary.left()) + " || " + text(binary.right()) + ")")
        : Optional.empty();
  }

  /// A value as people write it.
  String number(Value value) {
    var type = value.scalar();
    return type.isComplex() ? type.mnemonic() : ScalarText.decimal(type, stop.bits(value));
  }
}
