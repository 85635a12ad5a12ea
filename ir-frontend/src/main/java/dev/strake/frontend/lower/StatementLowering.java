package dev.strake.frontend.lower;

import dev.strake.frontend.ast.Ast.Order;
import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Stmt;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.ArrayList;
import java.util.List;

/// Lowers statements. Variables become SSA values: a loop carries those it assigns, a branch yields
/// them.
final class StatementLowering {
  private final Sites sites;
  private final ExpressionLowering expressions;
  private final LocalArrayLowering localArrays;

  StatementLowering(Sites sites, ExpressionLowering expressions) {
    this.sites = sites;
    this.expressions = expressions;
    this.localArrays = new LocalArrayLowering(sites, expressions);
  }

  void lower(Typed.Block block, RegionBuilder into, Environment values) {
    block.statements().forEach(statement -> lower(statement, into, values));
  }

  private void lower(Stmt statement, RegionBuilder into, Environment values) {
    switch (statement) {
      case Stmt.Define(var variable, var value) ->
          values.set(variable, expressions.lower(value, into, values));
      case Stmt.DefineSeveral(var variables, var value) ->
          setAll(variables, expressions.several().lower(value, into, values), values);
      case Stmt.Fill fill -> localArrays.fill(fill, into, values);
      case Stmt.Scan scan -> localArrays.scan(scan, into, values);
      case Stmt.Store(var array, var indices, var value, var span) -> {
        var places = expressions.lower(indices, into, values);
        var stored = expressions.lower(value, into, values);
        into.store(values.get(array), places, stored, sites.of(span));
      }
      case Stmt.Update update -> update(update, into, values);
      case Stmt.Scatter scatter -> scatter(scatter, into, values);
      case Stmt.For loop when loop.order() == Order.PAR ->
          parallel(loop, loop.binders(), into, values);
      case Stmt.For loop -> sequential(loop, loop.binders(), into, values);
      case Stmt.While loop -> whileLoop(loop, into, values);
      case Stmt.If choice -> choice(choice, into, values);
      case Stmt.Print(var texts, var shown, var span) ->
          into.print(texts, expressions.lower(shown, into, values), sites.of(span));
      case Stmt.Assert(var condition, var message, var span) ->
          into.assertThat(expressions.lower(condition, into, values), message, sites.of(span));
      case Stmt.Return _ -> throw CompilerError.bug("Lowering", "return inside of a body");
    }
  }

  /// The body of a function, which ends in `return` on every path: its results.
  List<Value> lowerReturning(Typed.Block block, RegionBuilder into, Environment values) {
    var last = block.statements().size() - 1;
    block.statements().subList(0, last).forEach(statement -> lower(statement, into, values));
    return switch (block.statements().get(last)) {
      case Stmt.Return(var value) -> expressions.several().lower(value, into, values);
      case Stmt.If(var branches, var otherwise) -> returning(branches, otherwise, into, values);
      case Stmt.Define _, Stmt.DefineSeveral _, Stmt.Fill _, Stmt.Scan _ -> throw noReturn();
      case Stmt.Store _, Stmt.Update _, Stmt.Scatter _, Stmt.For _ -> throw noReturn();
      case Stmt.While _, Stmt.Print _, Stmt.Assert _ -> throw noReturn();
    };
  }

  private static CompilerError noReturn() {
    return CompilerError.bug("Lowering", "a function does not return");
  }

  private List<Value> returning(
      List<Stmt.Branch> branches, Typed.Block otherwise, RegionBuilder into, Environment values) {
    if (branches.isEmpty()) {
      return lowerReturning(otherwise, into, values);
    }
    var first = branches.getFirst();
    var condition = expressions.lower(first.condition(), into, values);
    var left = into.child(List.of());
    var whenTrue = left.end(lowerReturning(first.body(), left, values.copy()));
    var right = into.child(List.of());
    var remaining = branches.subList(1, branches.size());
    var whenFalse = right.end(returning(remaining, otherwise, right, values.copy()));
    return into.ifElse(condition, whenTrue, whenFalse);
  }

  private void update(Stmt.Update update, RegionBuilder into, Environment values) {
    var view = values.get(update.array());
    var site = sites.of(update.span());
    var indices = expressions.lower(update.indices(), into, values);
    var before = into.load(view, indices, site);
    var operand = expressions.lower(update.value(), into, values);
    into.store(view, indices, into.binary(update.op(), before, operand, site), site);
  }

  private void scatter(Stmt.Scatter scatter, RegionBuilder into, Environment values) {
    var region = IndexedRegion.open(scatter.binders(), expressions, into, values);
    var places = expressions.lower(scatter.indices(), region.body(), region.inside());
    var value = expressions.lower(scatter.value(), region.body(), region.inside());
    into.scatter(
        values.get(scatter.target()),
        scatter.op(),
        scatter.outside(),
        region.lowers(),
        region.uppers(),
        region.body().end(LocalArrayLowering.appended(places, value)),
        sites.of(scatter.span()));
  }

  /// Several binders are loops in each other, the last one innermost.
  private void parallel(
      Stmt.For loop, List<Typed.Binder> binders, RegionBuilder into, Environment values) {
    if (binders.isEmpty()) {
      lower(loop.body(), into, values);
      return;
    }
    var binder = binders.getFirst();
    var lower = expressions.lower(binder.lower(), into, values);
    var upper = expressions.lower(binder.upper(), into, values);
    var body = into.child(List.of(ScalarType.I64));
    var inside = values.copy();
    inside.set(binder, body.parameters().getFirst());
    parallel(loop, binders.subList(1, binders.size()), body, inside);
    var site = sites.of(binder.index().declared());
    into.loop(LoopKind.PAR, lower, upper, List.of(), body.end(List.of()), site);
  }

  private void sequential(
      Stmt.For loop, List<Typed.Binder> binders, RegionBuilder into, Environment values) {
    if (binders.isEmpty()) {
      lower(loop.body(), into, values);
      return;
    }
    var binder = binders.getFirst();
    var lower = expressions.lower(binder.lower(), into, values);
    var upper = expressions.lower(binder.upper(), into, values);
    var carried = AssignedVariables.of(loop.body(), values);
    var types = new ArrayList<ScalarType>();
    types.add(ScalarType.I64);
    carried.forEach(variable -> types.add(variable.type()));
    var body = into.child(types);
    var inside = values.copy();
    inside.set(binder, body.parameters().getFirst());
    setAll(carried, body.parameters().subList(1, types.size()), inside);
    sequential(loop, binders.subList(1, binders.size()), body, inside);
    var site = sites.of(binder.index().declared());
    var initial = all(carried, values);
    var region = body.end(all(carried, inside));
    setAll(carried, into.loop(LoopKind.SEQ, lower, upper, initial, region, site), values);
  }

  private static List<Value> all(List<Typed.Variable> variables, Environment values) {
    return variables.stream().map(values::get).toList();
  }

  private static void setAll(
      List<Typed.Variable> variables, List<Value> newValues, Environment values) {
    for (var i = 0; i < variables.size(); i++) {
      values.set(variables.get(i), newValues.get(i));
    }
  }

  private void whileLoop(Stmt.While loop, RegionBuilder into, Environment values) {
    var carried = AssignedVariables.of(loop.body(), values);
    var types = carried.stream().map(Typed.Variable::type).toList();
    var test = into.child(types);
    var before = values.copy();
    setAll(carried, test.parameters(), before);
    var condition = test.end(List.of(expressions.lower(loop.condition(), test, before)));
    var body = into.child(types);
    var inside = values.copy();
    setAll(carried, body.parameters(), inside);
    lower(loop.body(), body, inside);
    var repeated = body.end(all(carried, inside));
    var site = sites.of(loop.span());
    setAll(carried, into.whileLoop(all(carried, values), condition, repeated, site), values);
  }

  private void choice(Stmt.If choice, RegionBuilder into, Environment values) {
    var assigned = AssignedVariables.of(choice, values);
    choice(choice.branches(), choice.otherwise(), assigned, into, values);
  }

  private void choice(
      List<Stmt.Branch> branches,
      Typed.Block otherwise,
      List<Typed.Variable> assigned,
      RegionBuilder into,
      Environment values) {
    if (branches.isEmpty()) {
      lower(otherwise, into, values);
      return;
    }
    var first = branches.getFirst();
    var condition = expressions.lower(first.condition(), into, values);
    var whenTrue = branch(first.body(), assigned, into, values);
    var rest = into.child(List.of());
    var inRest = values.copy();
    choice(branches.subList(1, branches.size()), otherwise, assigned, rest, inRest);
    var whenFalse = rest.end(all(assigned, inRest));
    setAll(assigned, into.ifElse(condition, whenTrue, whenFalse), values);
  }

  private Region branch(
      Typed.Block block, List<Typed.Variable> assigned, RegionBuilder into, Environment values) {
    var region = into.child(List.of());
    var inside = values.copy();
    lower(block, region, inside);
    return region.end(all(assigned, inside));
  }
}
