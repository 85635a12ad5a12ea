package dev.strake.ir.launch;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.ViewType;
import dev.strake.ir.interp.ScalarSemantics;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The values of a kernel's size symbols, found by matching the arguments with the parameters.
///
/// A symbol is bound where it stands alone in an extent, or by the `i64` parameter of its name;
/// every other extent it appears in must then agree. Extents above 2^48 (more than any memory
/// holds) are refused, so that proofs may rely on index arithmetic not overflowing.
public final class SizeBinding {
  /// No extent may exceed it.
  public static final long MAX_EXTENT = 1L << 48;

  private final Kernel kernel;
  private final Map<String, Long> symbols = new TreeMap<>();
  private final Map<String, String> boundBy = new HashMap<>();

  private SizeBinding(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Matches arguments with `kernel`'s parameters, results excepted, and checks types, ranks,
  /// extents and `where` conditions.
  ///
  /// @throws LaunchException naming the parameter, what was expected and what was found
  public static SizeBinding of(Kernel kernel, Map<String, Argument> arguments) {
    var binding = new SizeBinding(kernel);
    binding.checkNames(arguments);
    for (var parameter : kernel.inputs()) {
      binding.bindSymbols(parameter, arguments.get(parameter.name()));
    }
    for (var parameter : kernel.inputs()) {
      if (arguments.get(parameter.name()) instanceof Argument.View view) {
        binding.checkExtents(parameter, view);
      }
    }
    kernel.where().forEach(binding::checkCondition);
    return binding;
  }

  /// Symbol names and their values.
  public Map<String, Long> symbols() {
    return Map.copyOf(symbols);
  }

  /// The extents of a parameter, of a result in particular.
  ///
  /// @throws LaunchException if one overflows, is negative or exceeds [#MAX_EXTENT]
  public long[] extents(Parameter parameter) {
    var view = parameter.value().view();
    return view.dims().stream().mapToLong(dim -> extent(parameter.name(), dim)).toArray();
  }

  /// Checks that a result the caller brought has the extents the kernel will fill.
  ///
  /// @throws LaunchException naming the result, what was expected and what was found
  public void checkResult(Parameter result, Argument.View view) {
    checkType(result, view);
    checkExtents(result, view);
  }

  /// The value of a size.
  ///
  /// @throws ArithmeticException on overflow and on division by zero
  long value(Size size) {
    return size.evaluate(symbols);
  }

  long evaluate(String what, Size size) {
    try {
      return value(size);
    } catch (ArithmeticException _) {
      throw new LaunchException(
          "%s: %s = %s can't be computed: it is beyond 64 bits or divides by zero%s"
              .formatted(kernel.name(), what, shown(size), where(List.of(size))));
    }
  }

  /// The symbols of some sizes, how large each is and which argument says so: `; n is 5 by axis 0
  /// of x, k is 3`. Nothing if there are none.
  String where(List<Size> sizes) {
    var names = new TreeSet<String>();
    sizes.forEach(size -> names.addAll(size.symbols()));
    var values =
        names.stream()
            .filter(symbols::containsKey)
            .map(name -> "%s is %d%s".formatted(name, symbols.get(name), by(name)))
            .toList();
    return values.isEmpty() ? "" : "; " + String.join(", ", values);
  }

  /// A parameter of the symbol's own name need not be said.
  private String by(String symbol) {
    var place = boundBy.get(symbol);
    return place.equals(symbol) ? "" : " by " + place;
  }

  /// A size as written, or its beginning if it is very long.
  private static String shown(Size size) {
    return FailureText.cut(size.toString());
  }

  /// The value of a size in integers without bounds.
  ///
  /// @throws ArithmeticException on division by zero
  BigInteger exactly(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> BigInteger.valueOf(value);
      case Size.Symbol symbol -> BigInteger.valueOf(value(symbol));
      case Size.Combined(var operator, var left, var right) ->
          combined(operator, exactly(left), exactly(right));
    };
  }

  private static BigInteger combined(Size.Operator operator, BigInteger left, BigInteger right) {
    return switch (operator) {
      case ADD -> left.add(right);
      case SUB -> left.subtract(right);
      case MUL -> left.multiply(right);
      case FLOORDIV -> floorDiv(left, right);
      case FLOORMOD -> left.subtract(floorDiv(left, right).multiply(right));
      case MIN -> left.min(right);
      case MAX -> left.max(right);
    };
  }

  private static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
    var truncated = dividend.divideAndRemainder(divisor);
    var isBelow = truncated[1].signum() != 0 && truncated[1].signum() != divisor.signum();
    return isBelow ? truncated[0].subtract(BigInteger.ONE) : truncated[0];
  }

  long extent(String owner, Size dim) {
    var value = evaluate("an extent of " + owner, dim);
    if (value < 0 || value > MAX_EXTENT) {
      throw new LaunchException(
          "%s: extent %s of %s is %d; extents are 0 to 2^48%s"
              .formatted(kernel.name(), shown(dim), owner, value, where(List.of(dim))));
    }
    return value;
  }

  private void checkNames(Map<String, Argument> arguments) {
    for (var parameter : kernel.inputs()) {
      if (!arguments.containsKey(parameter.name())) {
        throw new LaunchException(
            kernel.name() + ": argument " + parameter.name() + " is missing; " + signature());
      }
      checkType(parameter, arguments.get(parameter.name()));
    }
  }

  /// What the kernel takes, for messages: `it takes a: f64[n], k: i64`.
  private String signature() {
    var parts = kernel.inputs().stream().map(p -> p.name() + ": " + describe(p)).toList();
    return "it takes " + String.join(", ", parts);
  }

  private static String describe(Parameter parameter) {
    return switch (parameter.value().type()) {
      case ScalarType type -> type.mnemonic();
      case ViewType view -> view.element().mnemonic() + view.dims();
    };
  }

  private void checkType(Parameter parameter, Argument argument) {
    var fits =
        switch (parameter.value().type()) {
          case ScalarType type -> argument instanceof Argument.Scalar s && s.type() == type;
          case ViewType type ->
              argument instanceof Argument.View view
                  && view.type() == type.element()
                  && view.rank() == type.rank();
        };
    if (!fits) {
      var found =
          switch (argument) {
            case Argument.Scalar scalar -> "a scalar " + scalar.type();
            case Argument.View view -> view.toString();
          };
      throw new LaunchException(
          "%s: %s must be %s, got %s"
              .formatted(kernel.name(), parameter.name(), describe(parameter), found));
    }
  }

  private void bindSymbols(Parameter parameter, Argument argument) {
    switch (argument) {
      case Argument.Scalar(var type, var bits) -> {
        if (type == ScalarType.I64) {
          bind(parameter.name(), bits, parameter.name());
        }
      }
      case Argument.View view -> bindExtents(parameter, view);
    }
  }

  private void bindExtents(Parameter parameter, Argument.View view) {
    List<Size> dims = parameter.value().view().dims();
    for (var axis = 0; axis < dims.size(); axis++) {
      if (dims.get(axis) instanceof Size.Symbol(var name)) {
        bind(name, view.extent(axis), "axis " + axis + " of " + parameter.name());
      }
    }
  }

  private void bind(String symbol, long value, String place) {
    var known = symbols.putIfAbsent(symbol, value);
    var first = boundBy.putIfAbsent(symbol, place);
    if (known != null && known != value) {
      throw new LaunchException(
          "%s: %s is %d by %s but %d by %s; make them equal"
              .formatted(kernel.name(), shown(symbol), known, first, value, place));
    }
  }

  /// `s.1`, as kernels with any number of axes name them, is axis 1 of `..s`.
  private static String shown(String symbol) {
    var point = symbol.lastIndexOf('.');
    return point < 0
        ? symbol
        : "axis %s of ..%s".formatted(symbol.substring(point + 1), symbol.substring(0, point));
  }

  private void checkExtents(Parameter parameter, Argument.View view) {
    List<Size> dims = parameter.value().view().dims();
    for (var axis = 0; axis < dims.size(); axis++) {
      var expected = extent(parameter.name(), dims.get(axis));
      if (view.extent(axis) != expected) {
        throw new LaunchException(
            "%s: axis %d of %s must have %s elements, got %d%s"
                .formatted(
                    kernel.name(),
                    axis,
                    parameter.name(),
                    equation(dims.get(axis), expected),
                    view.extent(axis),
                    where(List.of(dims.get(axis)))));
      }
    }
  }

  /// `n = 5`; a constant by itself.
  private static String equation(Size size, long value) {
    return switch (size) {
      case Size.Constant _ -> Long.toString(value);
      case Size.Symbol _, Size.Combined _ -> shown(size) + " = " + value;
    };
  }

  private void checkCondition(Condition condition) {
    var left = evaluate("a where condition", condition.left());
    var right = evaluate("a where condition", condition.right());
    if (!ScalarSemantics.compare(condition.op(), ScalarType.I64, left, right)) {
      var values =
          Stream.of(described(condition.left(), left), described(condition.right(), right))
              .filter(value -> !value.isEmpty())
              .collect(Collectors.joining(" and "));
      throw new LaunchException(
          "%s: needs %s %s %s, but %s%s"
              .formatted(
                  kernel.name(),
                  shown(condition.left()),
                  symbolOf(condition.op()),
                  shown(condition.right()),
                  values,
                  where(combined(condition.left(), condition.right()))));
    }
  }

  /// Nothing for a constant, which says it itself.
  private String described(Size size, long value) {
    return switch (size) {
      case Size.Constant _ -> "";
      case Size.Symbol(var name) -> name + " is " + value + by(name);
      case Size.Combined _ -> shown(size) + " is " + value;
    };
  }

  /// The sizes whose values don't name their symbols already.
  private static List<Size> combined(Size... sizes) {
    return Stream.of(sizes).filter(Size.Combined.class::isInstance).toList();
  }

  /// How a comparison is written.
  static String symbolOf(CompareOp op) {
    return switch (op) {
      case EQ -> "==";
      case NE -> "!=";
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
    };
  }
}
