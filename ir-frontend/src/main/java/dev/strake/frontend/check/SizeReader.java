package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads an expression as a size, which is computed once at launch. In sizes `/` and `%` floor.
final class SizeReader {
  /// Terms of one size. More would be no size anybody can check.
  private static final int TERM_LIMIT = 100;

  /// Says what a name means in a size, or reports that it means none.
  interface Names {
    Optional<Size> size(Ast.Name name);

    /// What to say of an expression that is no size.
    default Diagnostic refusal(Expr expression) {
      return ErrorCode.NOT_A_SIZE
          .at(expression.span(), "this")
          .withHelp("sizes are made of extents, `i64` parameters, `+ - * / %`, `min` and `max`");
    }
  }

  private final Consumer<Diagnostic> mistakes;
  private final Names names;
  private int terms;

  SizeReader(Consumer<Diagnostic> mistakes, Names names) {
    this.mistakes = mistakes;
    this.names = names;
  }

  /// The size; empty if it is none, which is reported.
  Optional<Size> read(Expr expression) {
    terms = 0;
    var size = size(expression);
    if (terms > TERM_LIMIT) {
      mistakes.accept(ErrorCode.SIZE_TOO_LONG.at(expression.span(), TERM_LIMIT));
      return Optional.empty();
    }
    return size;
  }

  /// A size that is an extent: constants must not be negative.
  Optional<Size> readExtent(Expr expression) {
    var size = read(expression);
    if (size.isPresent() && size.get() instanceof Size.Constant(var value) && value < 0) {
      mistakes.accept(ErrorCode.NEGATIVE_SIZE.at(expression.span(), value));
      return Optional.empty();
    }
    return size;
  }

  private Optional<Size> size(Expr expression) {
    if (++terms > TERM_LIMIT) {
      return Optional.empty();
    }
    return switch (expression) {
      case Expr.IntegerLiteral(var digits, var span) -> constant(digits, span);
      case Expr.Use(var name) -> names.size(name);
      case Expr.Chain chain -> chain(chain);
      case Expr.Call call -> call(call);
      case Expr.Prefix(var op, var operand, _) when op == Ast.PrefixOp.MINUS ->
          size(operand).map(size -> Size.of(Size.Operator.SUB, Size.of(0), size));
      case Expr.Missing _ -> Optional.empty();
      case Expr.DecimalLiteral _, Expr.BoolLiteral _, Expr.Index _, Expr.Prefix _ ->
          refused(expression);
      case Expr.Compare _, Expr.Logical _, Expr.Cast _, Expr.If _, Expr.Reduce _ ->
          refused(expression);
      case Expr.Pack(_, var span) -> {
        mistakes.accept(ErrorCode.MISPLACED.at(span, "a pack of axes"));
        yield Optional.empty();
      }
      case Expr.Slice _, Expr.Tuple _, Expr.ArrayValue _, Expr.Scan _ -> refused(expression);
    };
  }

  private Optional<Size> constant(String digits, SourceSpan span) {
    var bits = Literals.integer(digits, ScalarType.I64);
    if (bits.isEmpty()) {
      mistakes.accept(ErrorCode.LITERAL_RANGE.at(span, digits, ScalarType.I64));
      return Optional.empty();
    }
    return Optional.of(Size.of(bits.getAsLong()));
  }

  private Optional<Size> chain(Expr.Chain chain) {
    var size = size(chain.first());
    for (var link : chain.links()) {
      var right = size(link.operand());
      var operator = operator(link.op());
      if (operator.isEmpty()) {
        return refused(chain);
      }
      size = combined(operator.get(), size, right);
    }
    return size;
  }

  private Optional<Size> call(Expr.Call call) {
    var operator = operator(call.function().text());
    if (operator.isEmpty() || call.arguments().size() != 2) {
      return refused(call);
    }
    var left = size(call.arguments().getFirst());
    var right = size(call.arguments().getLast());
    return combined(operator.get(), left, right);
  }

  private static Optional<Size> combined(
      Size.Operator operator, Optional<Size> left, Optional<Size> right) {
    return left.flatMap(l -> right.map(r -> Size.of(operator, l, r)));
  }

  private static Optional<Size.Operator> operator(BinaryOp op) {
    return switch (op) {
      case ADD -> Optional.of(Size.Operator.ADD);
      case SUB -> Optional.of(Size.Operator.SUB);
      case MUL -> Optional.of(Size.Operator.MUL);
      case DIV -> Optional.of(Size.Operator.FLOORDIV);
      case REM -> Optional.of(Size.Operator.FLOORMOD);
      case FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR -> Optional.empty();
    };
  }

  private static Optional<Size.Operator> operator(String function) {
    return List.of(
            Size.Operator.MIN, Size.Operator.MAX, Size.Operator.FLOORDIV, Size.Operator.FLOORMOD)
        .stream()
        .filter(operator -> Builtin.valueOf(operator.name()).mnemonic().equals(function))
        .findFirst();
  }

  private Optional<Size> refused(Expr expression) {
    mistakes.accept(names.refusal(expression));
    return Optional.empty();
  }
}
