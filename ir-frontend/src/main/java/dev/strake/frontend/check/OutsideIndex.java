package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import java.util.Optional;

/// An index that is outside of its array whatever the sizes are: `x[-1]`, and `x[n]` where `x` has
/// `n` elements.
///
/// An array without elements says nothing here: its extent may be one that could not be read.
///
/// @param axis of the array that the index is for
record OutsideIndex(Body body, Typed.Array array, int axis, Expr index) {
  /// Offsets beyond it are left alone, so that sums of them don't overflow.
  private static final long LARGEST = 1L << 48;

  /// `symbol + offset`, or the offset alone if the symbol is empty.
  private record Shift(String symbol, long offset) {
    Optional<Shift> plus(Shift other, int sign) {
      return other.symbol.isEmpty()
              && Math.abs(offset) < LARGEST
              && Math.abs(other.offset) < LARGEST
          ? Optional.of(new Shift(symbol, offset + sign * other.offset))
          : Optional.empty();
    }
  }

  /// Reports the indices of an access that are outside.
  static void report(Body body, Typed.Array array, Expr.Index access) {
    for (var axis = 0; axis < array.dims().size(); axis++) {
      var index = new OutsideIndex(body, array, axis, access.indices().get(axis));
      index.diagnostic().ifPresent(body::report);
    }
  }

  private Optional<Diagnostic> diagnostic() {
    var found = shift(index);
    if (found.isEmpty() || array.dims().get(axis).equals(Size.of(0))) {
      return Optional.empty();
    }
    var isNegative = found.get().symbol.isEmpty() && found.get().offset < 0;
    if (isNegative) {
      return Optional.of(negative(-found.get().offset));
    }
    var extent = shift(array.dims().get(axis));
    var isBehind =
        extent.isPresent()
            && extent.get().symbol.equals(found.get().symbol)
            && found.get().offset >= extent.get().offset;
    return isBehind
        ? Optional.of(outside().withHelp("indices count from 0: the last is `" + last(1) + "`"))
        : Optional.empty();
  }

  private Diagnostic negative(long distance) {
    var meant = last(distance);
    return outside()
        .withEdit("from the end an index is written `" + meant + "`", index.span(), meant);
  }

  private Diagnostic outside() {
    var extent = SizeText.of(array.dims().get(axis));
    return ErrorCode.INDEX_OUTSIDE
        .at(index.span(), body.source().text(index.span()), array.name())
        .withLabels(
            Labels.pair(
                index.span(),
                array.declared(),
                "axis %d of `%s` has %s elements".formatted(axis, array.name(), extent)));
  }

  private String last(long distance) {
    return switch (array.dims().get(axis)) {
      case Size.Constant(var count) -> Long.toString(count - distance);
      case Size.Symbol(var name) -> name + " - " + distance;
      case Size.Combined size -> size + " - " + distance;
    };
  }

  private Optional<Shift> shift(Expr expression) {
    return switch (expression) {
      case Expr.IntegerLiteral(var digits, _) -> {
        var bits = Literals.integer(digits, ScalarType.I64);
        yield bits.isPresent() ? Optional.of(new Shift("", bits.getAsLong())) : Optional.empty();
      }
      case Expr.Use(var name)
          when body.scope().find(name.text()).orElse(null) instanceof Symbol.Extent extent ->
          Optional.of(new Shift(extent.name(), 0));
      case Expr.Chain chain -> chain(chain);
      case Expr _ -> Optional.empty();
    };
  }

  private Optional<Shift> chain(Expr.Chain chain) {
    var sum = shift(chain.first());
    for (var link : chain.links()) {
      var isSum = link.op() == BinaryOp.ADD || link.op() == BinaryOp.SUB;
      var sign = link.op() == BinaryOp.ADD ? 1 : -1;
      var right = isSum ? shift(link.operand()) : Optional.<Shift>empty();
      sum = sum.flatMap(left -> right.flatMap(term -> left.plus(term, sign)));
    }
    return sum;
  }

  private static Optional<Shift> shift(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> Optional.of(new Shift("", value));
      case Size.Symbol(var name) -> Optional.of(new Shift(name, 0));
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD -> shift(left).flatMap(l -> shift(right).flatMap(r -> l.plus(r, 1)));
            case SUB -> shift(left).flatMap(l -> shift(right).flatMap(r -> l.plus(r, -1)));
            case MUL, FLOORDIV, FLOORMOD, MIN, MAX -> Optional.empty();
          };
    };
  }
}
