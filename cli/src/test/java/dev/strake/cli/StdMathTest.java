package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions of std.math against correctly rounded values and special values (`ulp/README.md`),
/// and in their symmetries and exact cases, on the interpreter and the backends of bytecode;
/// `BitsTest` in `benchmarks` compares the bits of all backends for more arguments.
class StdMathTest {
  /// How far a result may be off, in units of its last place.
  private static final Map<ScalarType, Double> BOUNDS =
      Map.of(ScalarType.F64, 1.0, ScalarType.F32, 0.5001);

  private static final List<String> ENGINES = List.of("scalar", "vector");

  /// The functions with a table of correctly rounded values.
  private static final List<String> MEASURED =
      List.of(
          "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh",
          "degrees", "exp", "exp10", "exp2", "expm1", "hypot", "log", "log10", "log1p", "log2",
          "pow", "radians", "rsqrt", "sin", "sinh", "tan", "tanh");

  private static final List<String> ODD =
      List.of(
          "asin", "asinh", "atan", "atanh", "cbrt", "degrees", "radians", "rint", "round", "sin",
          "sinh", "tan", "tanh", "trunc");

  private static final List<String> EVEN = List.of("cos", "cosh");

  /// One line of a table: the arguments, the correctly rounded result, and the rest in units of its
  /// last place, NaN where there is none.
  private record Row(List<Double> arguments, double rounded, double rest) {}

  /// One line of the table of special values.
  private record Special(String function, List<Double> arguments, List<Double> results) {}

  private static Stream<MathCall> calls() {
    return MathCall.all().stream();
  }

  private static Stream<MathCall> measured() {
    return calls().filter(call -> MEASURED.contains(call.name()));
  }

  private static Stream<MathCall> symmetric() {
    return calls().filter(call -> ODD.contains(call.name()) || EVEN.contains(call.name()));
  }

  @Test
  void everyFunctionIsInTheTables() {
    var functions = calls().map(MathCall::name).collect(Collectors.toCollection(TreeSet::new));
    var special = specials().map(Special::function).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(functions, special, "the functions with special values");
    assertTrue(functions.containsAll(MEASURED), "std.math lacks functions that have a table");
  }

  @ParameterizedTest
  @MethodSource("measured")
  void resultsAreWithinTheBound(MathCall call) {
    var rows = rows("/ulp/%s_%s.csv.gz".formatted(call.name(), call.type().mnemonic()));
    var got = values(call, rows.stream().map(Row::arguments).toList()).getFirst();
    for (var k = 0; k < rows.size(); k++) {
      var row = rows.get(k);
      var error = error(call, row, got[k]);
      assertTrue(
          error <= BOUNDS.get(call.type()),
          "%s of %s is off by %f ULP".formatted(call, row.arguments, error));
    }
  }

  /// A result that is not finite, and the sign of a zero, must be right; then the error is 0.
  private static double error(MathCall call, Row row, double got) {
    if (row.rounded == 0 || Double.isNaN(row.rest)) {
      assertEquals(row.rounded, got, call + " of " + row.arguments);
      return 0;
    }
    return Math.abs((got - row.rounded) / call.ulp(row.rounded) - row.rest);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void specialArgumentsGiveSpecialValues(MathCall call) {
    var lines = specials().filter(line -> line.function.equals(call.name())).toList();
    var got = values(call, lines.stream().map(Special::arguments).toList());
    for (var k = 0; k < lines.size(); k++) {
      var line = lines.get(k);
      for (var result = 0; result < got.size(); result++) {
        assertEquals(
            call.rounded(line.results.get(result)),
            got.get(result)[k],
            "%s of %s, result %d".formatted(call, line.arguments, result));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("symmetric")
  void signsPassThroughOrVanish(MathCall call) {
    var arguments =
        IntStream.range(0, 4000)
            .mapToDouble(k -> Math.scalb(1 + k * 0x1p-12, k % 140 - 100))
            .map(call::rounded)
            .toArray();
    var positive = unary(call, arguments);
    var negative = unary(call, DoubleStream.of(arguments).map(x -> -x).toArray());
    var sign = ODD.contains(call.name()) ? -1 : 1;
    assertArrayEquals(DoubleStream.of(positive).map(y -> sign * y).toArray(), negative);
  }

  @Test
  void powersOfTwoAreExact() {
    requireExact("exp2", IntStream.rangeClosed(-1074, 1023), k -> k, k -> Math.scalb(1.0, (int) k));
    requireExact("log2", IntStream.rangeClosed(-1074, 1023), k -> Math.scalb(1.0, (int) k), k -> k);
  }

  @Test
  void powersOfTenAndCubesAreExact() {
    requireExact(
        "exp10", IntStream.rangeClosed(0, 22), k -> k, k -> Double.parseDouble("1e" + (int) k));
    requireExact(
        "log10", IntStream.rangeClosed(0, 22), k -> Double.parseDouble("1e" + (int) k), k -> k);
    requireExact("cbrt", IntStream.rangeClosed(-2000, 2000), k -> k * k * k, k -> k);
  }

  /// Wherever argument and result are numbers of the type.
  private static void requireExact(
      String function,
      IntStream numbers,
      DoubleUnaryOperator argument,
      DoubleUnaryOperator result) {
    var all = numbers.asDoubleStream().toArray();
    calls()
        .filter(call -> call.name().equals(function))
        .forEach(
            call -> {
              var fitting =
                  DoubleStream.of(all)
                      .filter(
                          k ->
                              fits(call, argument.applyAsDouble(k))
                                  && fits(call, result.applyAsDouble(k)))
                      .toArray();
              assertTrue(fitting.length > 10);
              assertArrayEquals(
                  DoubleStream.of(fitting).map(result).toArray(),
                  unary(call, DoubleStream.of(fitting).map(argument).toArray()),
                  call.toString());
            });
  }

  private static boolean fits(MathCall call, double value) {
    return call.rounded(value) == value;
  }

  @ParameterizedTest
  @MethodSource("powers")
  void smallPowersAreExact(MathCall pow) {
    var bases =
        IntStream.range(-2000, 2000)
            .mapToDouble(k -> pow.rounded(Math.scalb(1 + k * 0x1.123456p-12, k % 60)))
            .boxed()
            .toList();
    requirePowers(pow, bases, 0, x -> 1);
    requirePowers(pow, bases, 1, x -> x);
    requirePowers(pow, bases, 2, x -> pow.rounded(x * x));
  }

  private static Stream<MathCall> powers() {
    return calls().filter(call -> call.name().equals("pow"));
  }

  private static void requirePowers(
      MathCall pow, List<Double> bases, double exponent, DoubleUnaryOperator expected) {
    assertArrayEquals(
        bases.stream().mapToDouble(expected::applyAsDouble).toArray(),
        values(pow, bases.stream().map(x -> List.of(x, exponent)).toList()).getFirst(),
        "to the power " + exponent);
  }

  private static double[] unary(MathCall call, double[] arguments) {
    return values(call, DoubleStream.of(arguments).mapToObj(List::of).toList()).getFirst();
  }

  /// The results for these lists of arguments, the same on all engines.
  private static List<double[]> values(MathCall call, List<List<Double>> arguments) {
    var columns =
        IntStream.range(0, call.function().parameters().size())
            .mapToObj(k -> arguments.stream().mapToDouble(list -> list.get(k)).toArray())
            .toList();
    var first = call.values(Backends.named("interpreter"), columns);
    for (var backend : Backends.all()) {
      if (ENGINES.contains(backend.name())
          && backend.availability() instanceof Availability.Available) {
        var other = call.values(backend, columns);
        for (var k = 0; k < first.size(); k++) {
          assertArrayEquals(first.get(k), other.get(k), call + " on " + backend.name());
        }
      }
    }
    return first;
  }

  private static List<Row> rows(String table) {
    try (var in = new GZIPInputStream(StdMathTest.class.getResourceAsStream(table))) {
      var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().skip(1).map(StdMathTest::row).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Row row(String line) {
    var fields = List.of(line.split(",", -1));
    var rest = fields.getLast().isEmpty() ? Double.NaN : Double.parseDouble(fields.getLast());
    var numbers = fields.subList(1, fields.size() - 1).stream().map(Double::valueOf).toList();
    return new Row(numbers.subList(0, numbers.size() - 1), numbers.getLast(), rest);
  }

  private static Stream<Special> specials() {
    try (var in = StdMathTest.class.getResourceAsStream("/ulp/special.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().filter(line -> !line.startsWith("#")).map(StdMathTest::special);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Special special(String line) {
    var words = List.of(line.split(" "));
    var equals = words.indexOf("=");
    return new Special(
        words.getFirst(),
        numbers(words.subList(1, equals)),
        numbers(words.subList(equals + 1, words.size())));
  }

  private static List<Double> numbers(List<String> words) {
    return words.stream()
        .map(word -> word.replace("inf", "Infinity").replace("nan", "NaN"))
        .map(Double::valueOf)
        .toList();
  }
}
