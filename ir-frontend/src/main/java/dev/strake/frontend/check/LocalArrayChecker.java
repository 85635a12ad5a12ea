package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Checks `let e[j in 0..n] = value;`: memory for it is reserved before the kernel runs, so its
/// extents are sizes.
final class LocalArrayChecker implements SizeReader.Names {
  private static final String WAY_OUT =
      "use extents and `i64` parameters, the largest size the array can need";

  private final Body body;
  private final ExpressionChecker expressions;
  private final BinderChecker ranges;
  private final ScanChecker scans;

  LocalArrayChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.ranges = new BinderChecker(body, expressions);
    this.scans = new ScanChecker(body, expressions, expressions.several());
  }

  Optional<Typed.Stmt> check(Stmt.LocalArray statement) {
    if (!body.mayMakeArrays()) {
      body.report(
          ErrorCode.ARRAY_IN_FUNCTION
              .at(statement.names().getFirst().span())
              .withHelp("a reduction needs no array: `sum[j in 0..n] ...`"));
    }
    if (statement.mutability() == Ast.Mutability.VAR && !body.isTest()) {
      body.report(
          ErrorCode.MISPLACED_ARRAY
              .at(statement.names().getFirst().span())
              .withHelp("its elements are all given here and don't change"));
    }
    return statement.value() instanceof Expr.Scan scan
        ? scanned(statement, scan)
        : filled(statement);
  }

  private Optional<Typed.Stmt> filled(Stmt.LocalArray statement) {
    var dims = dims(statement.binders());
    var wanted = Collections.<Wanted>nCopies(statement.names().size(), Wanted.ANYTHING);
    var outer = body.scope();
    body.enter(Scope.Kind.ORDERED);
    var indices = statement.binders().stream().map(binder -> ranges.index(binder.name())).toList();
    var value = expressions.several().check(statement.value(), wanted);
    body.leave(outer);
    var types = value.map(Typed.Several::types).filter(_ -> dims.size() == indices.size());
    var arrays = declare(statement, types.orElse(List.of()), dims);
    return value
        .filter(_ -> types.isPresent())
        .map(typed -> new Typed.Stmt.Fill(arrays, indices, typed, statement.span()));
  }

  private Optional<Typed.Stmt> scanned(Stmt.LocalArray statement, Expr.Scan scan) {
    var dims = dims(statement.binders());
    var checked = scans.check(statement, scan, dims, dims(scan.binders()));
    var elements = checked.map(ScanChecker.Checked::elements);
    var fitting =
        expressions
            .several()
            .fit(elements, scan, Collections.nCopies(statement.names().size(), Wanted.ANYTHING));
    var types = fitting.map(Typed.Several::types).orElse(List.of());
    var arrays = declare(statement, types, dims);
    return checked
        .filter(_ -> fitting.isPresent())
        .map(
            c ->
                new Typed.Stmt.Scan(
                    arrays, c.indices(), c.combination(), c.elements(), statement.span()));
  }

  /// Makes the names known as arrays of these types, or as unknown if there are no types.
  private List<Typed.Array> declare(
      Stmt.LocalArray statement, List<ScalarType> types, List<Size> dims) {
    var names = statement.names();
    var storage = ArrayValueChecker.storage(statement.mutability());
    var arrays = new ArrayList<Typed.Array>();
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (types.isEmpty()) {
        body.declare(new Symbol.Unknown(name.text(), name.span()), name);
      } else {
        var array =
            new Typed.Array(body.freshId(), name.text(), storage, types.get(i), dims, name.span());
        body.declare(new Symbol.Array(array), name);
        arrays.add(array);
      }
    }
    return arrays;
  }

  private List<Size> dims(List<Ast.Binder> binders) {
    var sizes = new SizeReader(body::report, this);
    var dims = new ArrayList<Size>();
    for (var binder : binders) {
      var range = body.range(binder);
      checkLower(range.lower());
      sizes.readExtent(range.upper()).ifPresent(dims::add);
    }
    dims.forEach(dim -> body.needAtLaunch(new LaunchSize(dim, binders.getFirst().span())));
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
