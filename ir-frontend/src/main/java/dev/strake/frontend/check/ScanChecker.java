package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks `scan add[j in 0..n] x[j]`, the value of a local array over the same ranges.
final class ScanChecker {
  /// The combinations that have names of their own.
  private static final Map<String, ReduceOp> COMBINATIONS = combinations();

  private final Body body;
  private final ExpressionChecker expressions;
  private final BinderChecker ranges;
  private final FunctionCombinations functions;

  ScanChecker(Body body, ExpressionChecker expressions, SeveralChecker several) {
    this.body = body;
    this.expressions = expressions;
    this.ranges = new BinderChecker(body, expressions);
    this.functions = new FunctionCombinations(body, expressions, several);
  }

  private static Map<String, ReduceOp> combinations() {
    var combinations = new LinkedHashMap<String, ReduceOp>();
    combinations.put("add", ReduceOp.ADD);
    combinations.put("mul", ReduceOp.MUL);
    combinations.put("min", ReduceOp.MIN);
    combinations.put("max", ReduceOp.MAX);
    combinations.put("and", ReduceOp.ALL);
    combinations.put("or", ReduceOp.ANY);
    return Collections.unmodifiableMap(combinations);
  }

  /// What a scan combines.
  record Checked(
      Typed.Combination combination, List<Typed.Variable> indices, Typed.Several elements) {}

  /// @param array the declaration that the scan is the value of
  /// @param dims its extents; as many as it has ranges unless one is wrong
  /// @param scanned the extents of the scan's ranges, likewise
  Optional<Checked> check(
      Stmt.LocalArray array, Expr.Scan scan, List<Size> dims, List<Size> scanned) {
    var outer = body.scope();
    body.enter(Scope.Kind.ELEMENT);
    var indices = scan.binders().stream().map(binder -> ranges.index(binder.name())).toList();
    var checked = combined(scan, array.names().size());
    body.leave(outer);
    if (!isSame(array, scan, dims, scanned)) {
      return Optional.empty();
    }
    return checked.map(c -> new Checked(c.combination(), indices, c.elements()));
  }

  private boolean isSame(
      Stmt.LocalArray array, Expr.Scan scan, List<Size> dims, List<Size> scanned) {
    if (dims.size() < array.binders().size() || scanned.size() < scan.binders().size()) {
      return false;
    }
    var isSame = dims.equals(scanned) && names(array.binders()).equals(names(scan.binders()));
    if (!isSame) {
      var place = cover(scan.binders());
      body.report(
          ErrorCode.SCAN_RANGES
              .at(place)
              .withLabels(Labels.pair(place, cover(array.binders()), "the ranges of the array")));
    }
    return isSame;
  }

  private static List<String> names(List<Ast.Binder> binders) {
    return binders.stream().map(binder -> binder.name().text()).toList();
  }

  private static SourceSpan cover(List<Ast.Binder> binders) {
    return ExpressionChecker.cover(binders.getFirst().span(), binders.getLast().span());
  }

  private Optional<Checked> combined(Expr.Scan scan, int count) {
    var name = scan.combination();
    if (COMBINATIONS.containsKey(name.text())) {
      return builtin(scan, COMBINATIONS.get(name.text()));
    }
    if (body.declarations().functions(name.text()).isEmpty()) {
      reportUnknown(name);
      return Optional.empty();
    }
    return functions
        .check(name, scan.body(), Collections.nCopies(count, Wanted.ANYTHING))
        .map(
            found ->
                new Checked(
                    new Typed.Combination.ByFunction(found.function()),
                    List.of(),
                    found.elements()));
  }

  private Optional<Checked> builtin(Expr.Scan scan, ReduceOp op) {
    var name = scan.combination().text();
    if (scan.body().size() != 1) {
      var found = NameChecker.counted(scan.body().size(), "expression", "expressions");
      body.report(
          ErrorCode.REDUCTION_BODY
              .at(scan.span(), name, "one expression", found)
              .withHelp("for example: `scan " + name + "[j in 0..n] x[j]`"));
      return Optional.empty();
    }
    var isLogical = op == ReduceOp.ALL || op == ReduceOp.ANY;
    var asked = isLogical ? Wanted.CONDITION : Wanted.ANYTHING;
    return expressions
        .check(scan.body().getFirst(), asked)
        .filter(value -> accepts(op, value.type(), scan))
        .map(
            value ->
                new Checked(
                    new Typed.Combination.Builtin(op),
                    List.of(),
                    new Typed.Several.Tuple(List.of(value))));
  }

  private boolean accepts(ReduceOp op, ScalarType type, Expr.Scan scan) {
    if (!op.accepts(type)) {
      var name = "`scan " + scan.combination().text() + "`";
      body.report(ErrorCode.OPERATOR_TYPE.at(scan.span(), name, type));
    }
    return op.accepts(type);
  }

  private void reportUnknown(Ast.Name name) {
    if (name.text().isEmpty() || !body.declarations().isComplete()) {
      return;
    }
    var unknown = ErrorCode.UNKNOWN_SCAN.at(name.span(), name.text());
    var reduction =
        COMBINATIONS.entrySet().stream()
            .filter(known -> known.getValue().mnemonic().equals(name.text()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (reduction.isPresent()) {
      body.report(NearMatch.replaced(unknown, reduction.get()));
      return;
    }
    var known = new ArrayList<>(COMBINATIONS.keySet());
    known.addAll(body.declarations().functionNames());
    body.report(
        NearMatch.suggest(
            unknown,
            name.text(),
            known,
            "there are " + String.join(", ", COMBINATIONS.keySet()) + ", and your own functions"));
  }
}
