package dev.strake.ir;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// An index expression over the symbols of a kernel, evaluated once at launch.
///
/// Symbols are the extents bound by view parameters and the `i64` scalar parameters. Extents of
/// results and local arrays and the two sides of a `where` condition are sizes. Evaluation is in
/// checked arithmetic: overflow is an error of the launch, never a wrapped number.
public sealed interface Size {
  record Constant(long value) implements Size {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  record Symbol(String name) implements Size {
    @Override
    public String toString() {
      return name;
    }
  }

  /// `left operator right`.
  record Combined(Operator operator, Size left, Size right) implements Size {
    @Override
    public String toString() {
      return switch (operator) {
        case ADD, SUB, MUL, FLOORDIV, FLOORMOD ->
            "(" + left + " " + operator.mnemonic() + " " + right + ")";
        case MIN, MAX -> operator.mnemonic() + "(" + left + ", " + right + ")";
      };
    }
  }

  /// How two sizes combine. Division floors and fails on zero.
  enum Operator {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    FLOORDIV("/"),
    FLOORMOD("%"),
    MIN("min"),
    MAX("max");

    private final String mnemonic;

    Operator(String mnemonic) {
      this.mnemonic = mnemonic;
    }

    public String mnemonic() {
      return mnemonic;
    }

    long apply(long left, long right) {
      return switch (this) {
        case ADD -> Math.addExact(left, right);
        case SUB -> Math.subtractExact(left, right);
        case MUL -> Math.multiplyExact(left, right);
        case FLOORDIV -> Math.floorDivExact(left, right);
        case FLOORMOD -> Math.floorMod(left, right);
        case MIN -> Math.min(left, right);
        case MAX -> Math.max(left, right);
      };
    }
  }

  static Size of(long value) {
    return new Constant(value);
  }

  static Size of(String symbol) {
    return new Symbol(symbol);
  }

  /// `left operator right`, folded where both are constants and the result exists.
  static Size of(Operator operator, Size left, Size right) {
    if (left instanceof Constant(var a) && right instanceof Constant(var b)) {
      try {
        return new Constant(operator.apply(a, b));
      } catch (ArithmeticException _) {
        // Left as it is: the launch reports the overflow or the division by zero.
        return new Combined(operator, left, right);
      }
    }
    return new Combined(operator, left, right);
  }

  /// The value under the given symbols.
  ///
  /// @throws ArithmeticException on overflow and on division by zero
  /// @throws IllegalArgumentException if a symbol is not bound
  default long evaluate(Map<String, Long> symbols) {
    return switch (this) {
      case Constant(var value) -> value;
      case Symbol(var name) -> {
        var value = symbols.get(name);
        if (value == null) {
          throw new IllegalArgumentException("size symbol " + name + " is not bound");
        }
        yield value;
      }
      case Combined(var operator, var left, var right) ->
          operator.apply(left.evaluate(symbols), right.evaluate(symbols));
    };
  }

  /// The same with every symbol replaced.
  default Size replaced(Function<String, Size> replacement) {
    return switch (this) {
      case Constant _ -> this;
      case Symbol(var name) -> replacement.apply(name);
      case Combined(var operator, var left, var right) ->
          of(operator, left.replaced(replacement), right.replaced(replacement));
    };
  }

  /// The names of all symbols in it, in alphabetical order.
  default Set<String> symbols() {
    var names = new TreeSet<String>();
    collect(this, names);
    return names;
  }

  private static void collect(Size size, Set<String> names) {
    switch (size) {
      case Constant _ -> {}
      case Symbol(var name) -> names.add(name);
      case Combined(_, var left, var right) -> {
        collect(left, names);
        collect(right, names);
      }
    }
  }
}
