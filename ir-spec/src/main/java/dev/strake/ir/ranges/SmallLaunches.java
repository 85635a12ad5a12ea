package dev.strake.ir.ranges;

import dev.strake.ir.Condition;
import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Small sizes that a kernel may be launched with, the smallest first: extents are not negative,
/// `where` conditions hold.
final class SmallLaunches {
  private static final List<Long> SMALL = List.of(1L, 2L, 3L, 4L, 5L, 6L, 8L);
  private static final int MAX_LAUNCHES = 60;
  private static final int MAX_TRIES = 20_000;

  private final Kernel kernel;
  private final List<String> symbols;
  private final List<Long> choices;
  private final List<Map<String, Long>> launches = new ArrayList<>();
  private int tries;

  private SmallLaunches(Kernel kernel) {
    this.kernel = kernel;
    var names = new TreeSet<String>();
    for (var parameter : kernel.parameters()) {
      if (parameter.isView()) {
        parameter.value().view().dims().forEach(dim -> names.addAll(dim.symbols()));
      } else if (parameter.value().type() == ScalarType.I64) {
        names.add(parameter.name());
      }
    }
    var numbers = new ArrayList<>(SMALL);
    for (var condition : kernel.where()) {
      addConstants(condition.left(), numbers);
      addConstants(condition.right(), numbers);
    }
    symbols = List.copyOf(names);
    choices = numbers.stream().distinct().toList();
  }

  /// The values of all size symbols, launch by launch.
  static List<Map<String, Long>> of(Kernel kernel) {
    var search = new SmallLaunches(kernel);
    if (search.symbols.isEmpty()) {
      return search.isLegal(Map.of()) ? List.of(Map.of()) : List.of();
    }
    for (var largest = 0; largest < search.choices.size(); largest++) {
      search.choose(new HashMap<>(), largest, false);
    }
    return List.copyOf(search.launches);
  }

  /// What a condition compares with may be what it takes, or about twice as much.
  private static void addConstants(Size size, List<Long> numbers) {
    switch (size) {
      case Size.Constant(var value) -> {
        numbers.add(value - 1);
        numbers.add(value);
        numbers.add(value + 1);
        numbers.add(2 * value + 4);
      }
      case Size.Symbol _ -> {}
      case Size.Combined(_, var left, var right) -> {
        addConstants(left, numbers);
        addConstants(right, numbers);
      }
    }
  }

  /// Every choice of the remaining symbols up to number `largest`, which one of them has.
  private void choose(Map<String, Long> chosen, int largest, boolean isReached) {
    if (tries >= MAX_TRIES || launches.size() >= MAX_LAUNCHES) {
      return;
    }
    if (chosen.size() == symbols.size()) {
      tries++;
      if (isReached && isLegal(chosen)) {
        launches.add(Map.copyOf(chosen));
      }
      return;
    }
    var symbol = symbols.get(chosen.size());
    for (var number = 0; number <= largest; number++) {
      chosen.put(symbol, choices.get(number));
      choose(chosen, largest, isReached || number == largest);
    }
    chosen.remove(symbol);
  }

  private boolean isLegal(Map<String, Long> sizes) {
    try {
      return kernel.where().stream().allMatch(condition -> holds(condition, sizes))
          && kernel.parameters().stream()
              .filter(Parameter::isView)
              .flatMap(parameter -> parameter.value().view().dims().stream())
              .allMatch(dim -> dim.evaluate(sizes) >= 0);
    } catch (ArithmeticException | IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean holds(Condition condition, Map<String, Long> sizes) {
    var left = condition.left().evaluate(sizes);
    var right = condition.right().evaluate(sizes);
    return ScalarSemantics.compare(condition.op(), ScalarType.I64, left, right);
  }
}
