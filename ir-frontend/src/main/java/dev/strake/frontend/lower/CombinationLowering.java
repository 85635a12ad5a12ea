package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed.Combination;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lowers how two elements become one: the combining regions of reductions and scans.
final class CombinationLowering {
  private final ExpressionLowering expressions;
  private final Callees callees;

  CombinationLowering(ExpressionLowering expressions, Callees callees) {
    this.expressions = expressions;
    this.callees = callees;
  }

  /// What a scan of elements with components of these types combines by.
  Combine of(Combination combination, List<ScalarType> element, RegionBuilder into) {
    return switch (combination) {
      case Combination.Builtin(var op) -> Combine.of(op);
      case Combination.ByFunction _, Combination.Extreme _ ->
          custom(combination, element, List.of(), into);
    };
  }

  /// As a region, with what it gives of nothing, if that is declared.
  Combine.Custom custom(
      Combination combination, List<ScalarType> element, List<Value> empty, RegionBuilder into) {
    return new Combine.Custom(region(combination, element, into), empty);
  }

  private Region region(Combination combination, List<ScalarType> element, RegionBuilder into) {
    var region = into.child(Stream.concat(element.stream(), element.stream()).toList());
    var earlier = region.parameters().subList(0, element.size());
    var later = region.parameters().subList(element.size(), 2 * element.size());
    return region.end(
        switch (combination) {
          case Combination.Builtin(var op) ->
              List.of(region.binary(op.combine(), earlier.getFirst(), later.getFirst()));
          case Combination.ByFunction(var function) when element.size() == 1 ->
              List.of(region.call(callees.name(function), element.getFirst(), region.parameters()));
          case Combination.ByFunction(var function) ->
              expressions.several().expand(function, region.parameters(), region);
          case Combination.Extreme(var better) -> {
            var takesLater = takesLater(better, earlier, later, region);
            yield IntStream.range(0, element.size())
                .mapToObj(i -> region.select(takesLater, later.get(i), earlier.get(i)))
                .toList();
          }
        });
  }

  /// Whether the later element is the one: a better value, or the first NaN, or an equal value with
  /// a smaller index. Elements meet in the order of lanes, so the later one may stand before.
  private static Value takesLater(
      CompareOp better, List<Value> earlier, List<Value> later, RegionBuilder into) {
    var isBetter = into.compare(better, later.getFirst(), earlier.getFirst());
    var isBefore = into.compare(CompareOp.LT, later.getLast(), earlier.getLast());
    var isEqual = into.compare(CompareOp.EQ, later.getFirst(), earlier.getFirst());
    if (!earlier.getFirst().scalar().isFloat()) {
      return into.binary(BinaryOp.OR, isBetter, into.binary(BinaryOp.AND, isEqual, isBefore));
    }
    var wasNan = isNan(earlier.getFirst(), into);
    var isNan = isNan(later.getFirst(), into);
    var isFirstNan = into.binary(BinaryOp.AND, isNan, into.unary(UnaryOp.NOT, wasNan));
    var areBothNan = into.binary(BinaryOp.AND, isNan, wasNan);
    var isAlike = into.binary(BinaryOp.OR, isEqual, areBothNan);
    var wins = into.binary(BinaryOp.OR, isBetter, isFirstNan);
    return into.binary(BinaryOp.OR, wins, into.binary(BinaryOp.AND, isAlike, isBefore));
  }

  private static Value isNan(Value value, RegionBuilder into) {
    return into.compare(CompareOp.NE, value, value);
  }
}
