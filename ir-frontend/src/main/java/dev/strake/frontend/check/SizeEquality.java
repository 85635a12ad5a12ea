package dev.strake.frontend.check;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Whether two sizes are always equal: the same sum of products of symbols once the equations of
/// `where` are used, and extents are known not to be negative. What is no sum or product counts as
/// a symbol of its own.
final class SizeEquality {
  /// Symbols and what they are by the equations, in the order in which they are replaced.
  private final Map<String, Map<String, Long>> equal = new LinkedHashMap<>();

  private final Predicate<String> isExtent;

  SizeEquality(List<Condition> where, Predicate<String> isExtent) {
    this.isExtent = isExtent;
    for (var condition : where) {
      if (condition.op() == CompareOp.EQ) {
        assume(difference(sum(condition.left()), sum(condition.right())));
      }
    }
  }

  boolean areEqual(Size left, Size right) {
    return difference(sum(left), sum(right)).isEmpty();
  }

  /// Solves `terms = 0` for a symbol that stands in it once.
  private void assume(Map<String, Long> terms) {
    for (var term : terms.entrySet()) {
      var isSymbol = term.getKey().matches("[\\w.]+");
      if (isSymbol && Math.abs(term.getValue()) == 1) {
        var rest = new TreeMap<>(terms);
        rest.remove(term.getKey());
        equal.put(term.getKey(), scaled(rest, -term.getValue()));
        return;
      }
    }
  }

  /// Products of symbols, such as `a*b`, with their factors; the constant has no symbols.
  private Map<String, Long> sum(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> value == 0 ? Map.of() : Map.of("", value);
      case Size.Symbol(var name) -> replaced(Map.of(name, 1L));
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD -> difference(sum(left), scaled(sum(right), -1));
            case SUB -> difference(sum(left), sum(right));
            case MUL -> product(sum(left), sum(right));
            case FLOORDIV, FLOORMOD -> atom(operator.mnemonic(), List.of(sum(left), sum(right)));
            case MAX -> larger(sum(left), sum(right));
            case MIN -> atom(operator.mnemonic(), sorted(sum(left), sum(right)));
          };
    };
  }

  private Map<String, Long> larger(Map<String, Long> left, Map<String, Long> right) {
    return isNatural(left) && right.isEmpty()
        ? left
        : atom(Size.Operator.MAX.mnemonic(), sorted(left, right));
  }

  /// Whether it is made of nothing that is negative.
  private boolean isNatural(Map<String, Long> terms) {
    return terms.entrySet().stream()
        .allMatch(
            term ->
                term.getValue() >= 0
                    && Arrays.stream(term.getKey().split("\\*"))
                        .allMatch(symbol -> symbol.isEmpty() || isExtent.test(symbol)));
  }

  private static List<Map<String, Long>> sorted(Map<String, Long> left, Map<String, Long> right) {
    return left.toString().compareTo(right.toString()) <= 0
        ? List.of(left, right)
        : List.of(right, left);
  }

  private static Map<String, Long> atom(String operator, List<Map<String, Long>> operands) {
    return Map.of("(" + operator + " " + operands + ")", 1L);
  }

  private Map<String, Long> replaced(Map<String, Long> terms) {
    Map<String, Long> result = new TreeMap<>(terms);
    for (var equation : equal.entrySet()) {
      var factor = result.remove(equation.getKey());
      if (factor != null) {
        result = difference(result, scaled(equation.getValue(), -factor));
      }
    }
    return result;
  }

  private static Map<String, Long> scaled(Map<String, Long> terms, long factor) {
    var scaled = new TreeMap<String, Long>();
    terms.forEach((term, count) -> scaled.put(term, count * factor));
    return scaled;
  }

  private static Map<String, Long> difference(Map<String, Long> left, Map<String, Long> right) {
    var terms = new TreeMap<>(left);
    right.forEach((term, count) -> terms.merge(term, -count, Long::sum));
    terms.values().removeIf(count -> count == 0);
    return terms;
  }

  private static Map<String, Long> product(Map<String, Long> left, Map<String, Long> right) {
    var terms = new TreeMap<String, Long>();
    left.forEach((a, m) -> right.forEach((b, n) -> terms.merge(joined(a, b), m * n, Long::sum)));
    terms.values().removeIf(count -> count == 0);
    return terms;
  }

  private static String joined(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left + right;
    }
    var factors = new ArrayList<>(List.of(left.split("\\*")));
    factors.addAll(List.of(right.split("\\*")));
    factors.sort(String::compareTo);
    return String.join("*", factors);
  }
}
