package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Combination;
import dev.strake.frontend.check.Typed.OfNothing;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.List;

/// Lowers reductions.
///
/// ```
/// max[j in 0..n] x[j]               ->  reduce max
/// max[j in 0..n] x[j] else v        ->  if 0 < n { reduce max } else { v }
/// larger[j in 0..n] (x[j], j)       ->  reduce custom
/// larger[..] (x[j], j) else (v, w)  ->  reduce custom .. empty v, w     where v and w can't fail
/// ```
final class ReductionLowering {
  private final Sites sites;
  private final ExpressionLowering expressions;
  private final CombinationLowering combinations;

  ReductionLowering(Sites sites, ExpressionLowering expressions, CombinationLowering combinations) {
    this.sites = sites;
    this.expressions = expressions;
    this.combinations = combinations;
  }

  /// One value for each component.
  List<Value> lower(Typed.Reduction reduction, RegionBuilder into, Environment values) {
    var region = IndexedRegion.open(reduction.binders(), expressions, into, values);
    var elements = expressions.several().lower(reduction.body(), region.body(), region.inside());
    var body = region.body().end(elements);
    return switch (reduction.ofNothing()) {
      case OfNothing.Usual _ -> reduce(reduction, region, body, List.of(), into);
      case OfNothing.Value(var value) when isDeclarable(reduction, value) -> {
        var declared = ofNothing(reduction, value, into, values);
        yield reduce(reduction, region, body, declared, into);
      }
      case OfNothing.Value(var value) -> {
        var something = into.child(List.of());
        var reduced = reduce(reduction, region, body, List.of(), something);
        var nothing = into.child(List.of());
        var given = ofNothing(reduction, value, nothing, values);
        yield into.ifElse(isSomething(region, into), something.end(reduced), nothing.end(given));
      }
    };
  }

  /// Whether the reduction itself can name what it gives of nothing. That is evaluated in any case
  /// then, so it must not fail.
  private static boolean isDeclarable(Typed.Reduction reduction, Typed.Several ofNothing) {
    return switch (reduction.combination()) {
      case Combination.Builtin _ -> false;
      case Combination.ByFunction _, Combination.Extreme _ -> !Failing.canFail(ofNothing);
    };
  }

  /// A value for each component. `argmin` and `argmax` say nothing of their first one, the smallest
  /// or largest value.
  private List<Value> ofNothing(
      Typed.Reduction reduction, Typed.Several value, RegionBuilder into, Environment values) {
    var given = expressions.several().lower(value, into, values);
    return switch (reduction.combination()) {
      case Combination.Builtin _, Combination.ByFunction _ -> given;
      case Combination.Extreme _ ->
          List.of(into.constant(reduction.types().getFirst(), 0), given.getFirst());
    };
  }

  private List<Value> reduce(
      Typed.Reduction reduction,
      IndexedRegion region,
      Region body,
      List<Value> ofNothing,
      RegionBuilder into) {
    var site = sites.of(reduction.span());
    var order = reduction.order();
    var lowers = region.lowers();
    var uppers = region.uppers();
    return switch (reduction.combination()) {
      case Combination.Builtin(var op) ->
          List.of(into.reduce(op, order, lowers, uppers, body, site));
      case Combination.ByFunction _, Combination.Extreme _ -> {
        var combine =
            combinations.custom(reduction.combination(), reduction.types(), ofNothing, into);
        yield into.reduce(combine, order, lowers, uppers, body, site);
      }
    };
  }

  /// Whether there is an element: no range is empty.
  private static Value isSomething(IndexedRegion region, RegionBuilder into) {
    var all = nonEmpty(region, 0, into);
    for (var i = 1; i < region.lowers().size(); i++) {
      all = into.binary(BinaryOp.AND, all, nonEmpty(region, i, into));
    }
    return all;
  }

  private static Value nonEmpty(IndexedRegion region, int range, RegionBuilder into) {
    return into.compare(CompareOp.LT, region.lowers().get(range), region.uppers().get(range));
  }
}
