package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks `let e[j in 0..n] = value;`: memory for it is reserved before the kernel runs, so its
/// extents are sizes.
final class LocalArrayChecker implements SizeReader.Names {
  private static final String WAY_OUT =
      "use extents and `i64` parameters, the largest size the array can need";

  private final Body body;
  private final ExpressionChecker expressions;

  LocalArrayChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  Optional<Typed.Stmt> check(Stmt.LocalArray statement) {
    var name = statement.names().getFirst();
    if (body.isFunction()) {
      body.report(
          ErrorCode.ARRAY_IN_FUNCTION
              .at(name.span())
              .withHelp("a reduction needs no array: `sum[j in 0..n] ...`"));
    }
    var dims = dims(statement.binders());
    var outer = body.scope();
    body.enter(Scope.Kind.ORDERED);
    var indices = statement.binders().stream().map(binder -> index(binder.name())).toList();
    var value = expressions.check(statement.value(), Wanted.ANYTHING);
    body.leave(outer);
    if (value.isEmpty() || dims.size() < indices.size()) {
      body.declare(new Symbol.Unknown(name.text(), name.span()), name);
      return Optional.empty();
    }
    var array =
        new Typed.Array(
            body.freshId(),
            name.text(),
            Typed.Array.Storage.LOCAL,
            value.get().type(),
            dims,
            name.span());
    body.declare(new Symbol.Array(array), name);
    return Optional.of(new Typed.Stmt.Fill(array, indices, value.get(), statement.span()));
  }

  private Typed.Variable index(Ast.Name name) {
    var index = body.variable(name, ScalarType.I64, Typed.Variable.Kind.INDEX);
    body.declare(new Symbol.Scalar(index), name);
    return index;
  }

  private List<Size> dims(List<Ast.Binder> binders) {
    var sizes = new SizeReader(body::report, this);
    var dims = new ArrayList<Size>();
    for (var binder : binders) {
      var range = body.range(binder);
      checkLower(range.lower());
      sizes.readExtent(range.upper()).ifPresent(dims::add);
    }
    return dims;
  }

  private void checkLower(Expr lower) {
    var isZero = lower instanceof Expr.IntegerLiteral(var digits, _) && digits.equals("0");
    if (!isZero && !(lower instanceof Expr.Missing)) {
      body.report(
          ErrorCode.LOWER_BOUND
              .at(lower.span())
              .withHelp("shift the index in the value: `x[j + 1]`"));
    }
  }

  @Override
  public Optional<Size> size(Ast.Name name) {
    return body.find(name).flatMap(symbol -> size(name, symbol));
  }

  @Override
  public Diagnostic refusal(Expr expression) {
    return ErrorCode.SIZE_NOT_AT_LAUNCH.at(expression.span()).withHelp(WAY_OUT);
  }

  private Optional<Size> size(Ast.Name name, Symbol symbol) {
    return switch (symbol) {
      case Symbol.Extent(var text, _) -> Optional.of(Size.of(text));
      case Symbol.Constant(var constant) -> ConstantSize.of(name, constant, body::report);
      case Symbol.Scalar(var variable) ->
          body.size(variable).or(() -> notAtLaunch(name, symbol, variable.kind().description()));
      case Symbol.Array _ -> notAtLaunch(name, symbol, "an array");
      case Symbol.Sibling _ -> notAtLaunch(name, symbol, "an index");
      case Symbol.Unknown _ -> Optional.empty();
    };
  }

  private Optional<Size> notAtLaunch(Ast.Name name, Symbol symbol, String what) {
    body.report(
        ErrorCode.SIZE_NOT_AT_LAUNCH
            .at(name.span())
            .withLabels(
                Labels.pair(name.span(), symbol.declared(), "`" + name.text() + "` is " + what))
            .withHelp(WAY_OUT));
    return Optional.empty();
  }
}
