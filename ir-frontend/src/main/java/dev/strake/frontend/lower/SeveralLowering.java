package dev.strake.frontend.lower;

import dev.strake.frontend.check.Instance;
import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Several;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.List;

/// Lowers what gives one or several values. Functions of the IR have one result and no arrays, so
/// the body of any other function is put in place of its call here.
final class SeveralLowering {
  /// Bodies put in place of calls in one kernel. More would be no program anybody can run.
  private static final int EXPANSION_LIMIT = 10_000;

  private final Sites sites;
  private final Callees callees;
  private final ExpressionLowering expressions;
  private final ReductionLowering reductions;
  private final ArgumentLowering arguments;
  private int expansions;

  SeveralLowering(
      Sites sites, Callees callees, ExpressionLowering expressions, ReductionLowering reductions) {
    this.sites = sites;
    this.callees = callees;
    this.expressions = expressions;
    this.reductions = reductions;
    this.arguments = new ArgumentLowering(sites, expressions);
  }

  List<Value> lower(Several values, RegionBuilder into, Environment known) {
    return switch (values) {
      case Several.Tuple(var parts) -> expressions.lower(parts, into, known);
      case Several.Call(var function, _, var arguments) ->
          expandCall(function, arguments, into, known);
      case Several.If(var arms, var otherwise) -> choice(arms, otherwise, into, known);
      case Several.Reduce(var reduction) -> reductions.lower(reduction, into, known);
    };
  }

  private List<Value> choice(
      List<Several.Arm> arms, Several otherwise, RegionBuilder into, Environment known) {
    if (arms.isEmpty()) {
      return lower(otherwise, into, known);
    }
    var condition = expressions.lower(arms.getFirst().condition(), into, known);
    var first = into.child(List.of());
    var whenTrue = first.end(lower(arms.getFirst().value(), first, known));
    var rest = into.child(List.of());
    var whenFalse = rest.end(choice(arms.subList(1, arms.size()), otherwise, rest, known));
    return into.ifElse(condition, whenTrue, whenFalse);
  }

  /// The body of a function in place of its call.
  List<Value> expandCall(
      Instance function, List<Typed.Expr> arguments, RegionBuilder into, Environment known) {
    var inside = this.arguments.bind(callees.function(function), arguments, into, known);
    return expand(callees.function(function), into, inside);
  }

  /// The body of a function without arrays in place of its call.
  List<Value> expand(Instance function, List<Value> arguments, RegionBuilder into) {
    var typed = callees.function(function);
    var values = new Environment();
    for (var i = 0; i < arguments.size(); i++) {
      values.set(typed.parameters().get(i), arguments.get(i));
    }
    return expand(typed, into, values);
  }

  private List<Value> expand(Typed.Function function, RegionBuilder into, Environment inside) {
    if (++expansions > EXPANSION_LIMIT) {
      throw CompilerError.limit(
          "lowering",
          "more than %d calls of functions of arrays or of several results in one kernel"
              .formatted(EXPANSION_LIMIT));
    }
    return new StatementLowering(sites, expressions).lowerReturning(function.body(), into, inside);
  }
}
