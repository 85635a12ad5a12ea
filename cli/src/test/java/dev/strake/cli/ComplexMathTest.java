package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Complex functions of std.math against the tables of `complex/README.md`, with the same bits on
/// every backend and variant.
final class ComplexMathTest {
  /// The distance from the exact result, in units of the last place of its larger part.
  private static final double LARGEST_ERROR = 4.5;

  /// One line of a table; parts with a `?` may have either sign.
  private record Row(double x, double y, String re, String im) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp", "log", "sqrt", "sinh", "cosh", "tanh", "sin", "cos", "tan", "asinh", "acosh",
        "atanh", "asin", "acos", "atan"
      })
  void matchesTheTablesEverywhere(String function) {
    var references = references(function);
    var specials = specials(function);
    var rows = new ArrayList<>(references);
    rows.addAll(specials);
    var interpreter = Backends.named("interpreter");
    var first =
        apply(function, ScalarType.F64, rows, interpreter, interpreter.variants().getFirst());
    for (var k = 0; k < references.size(); k++) {
      checkClose(function, references.get(k), first[0][k], first[1][k]);
    }
    for (var k = references.size(); k < rows.size(); k++) {
      checkSpecial(function, rows.get(k), first[0][k], first[1][k], LARGEST_ERROR * 0x1p-52);
    }
    for (var backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Available) {
        for (var options : backend.variants()) {
          var again = apply(function, ScalarType.F64, rows, backend, options);
          assertArrayEquals(first, again, function + " on " + backend.name() + " " + options);
        }
      }
    }
    var single = apply(function, ScalarType.F32, specials, interpreter, CompileOptions.scalar());
    for (var k = 0; k < specials.size(); k++) {
      checkSpecial(function, specials.get(k), single[0][k], single[1][k], 0x1p-24);
    }
  }

  private static void checkClose(String function, Row row, double re, double im) {
    var exactRe = Double.parseDouble(row.re);
    var exactIm = Double.parseDouble(row.im);
    var at = "%s(%a, %a) is (%a, %a)".formatted(function, row.x, row.y, re, im);
    if (Double.isInfinite(exactRe) || Double.isInfinite(exactIm)) {
      checkPart(row.re, re, LARGEST_ERROR * 0x1p-52, at);
      checkPart(row.im, im, LARGEST_ERROR * 0x1p-52, at);
      return;
    }
    var unit = Math.ulp(Math.max(Math.abs(exactRe), Math.abs(exactIm)));
    var error = Math.hypot((re - exactRe) / unit, (im - exactIm) / unit);
    assertTrue(error <= LARGEST_ERROR, at + ", off by " + error + " ULP");
    assertEquals(Math.signum(exactRe), Math.signum(re), at);
    assertEquals(Math.signum(exactIm), Math.signum(im), at);
  }

  private static void checkSpecial(
      String function, Row row, double re, double im, double tolerance) {
    var at = "%s(%s, %s) is (%s, %s)".formatted(function, row.x, row.y, re, im);
    checkPart(row.re, re, tolerance, at);
    checkPart(row.im, im, tolerance, at);
  }

  private static void checkPart(String expected, double got, double tolerance, String at) {
    if (expected.startsWith("?")) {
      assertEquals(Double.parseDouble(expected.substring(1)), Math.abs(got), at);
      return;
    }
    var value = Double.parseDouble(expected);
    if (Double.isFinite(value) && value != 0) {
      assertTrue(Math.abs(got - value) <= tolerance * Math.abs(value), at + " not " + value);
    } else {
      assertEquals(value, got, at);
    }
  }

  /// The real parts and the imaginary parts of the results.
  private static double[][] apply(
      String function, ScalarType type, List<Row> rows, Backend backend, CompileOptions options) {
    var source =
        """
        import std.math;
        kernel apply<T: float>(x: T[n], y: T[n]) -> (re: T[n], im: T[n]) {
          par for i in 0..n {
            let w = %s(complex(x[i], y[i]));
            re[i] = real(w);
            im[i] = imag(w);
          }
        }
        """
            .formatted(function);
    var program =
        Frontend.check(Source.of("apply.strake", source)).instantiate("apply", Map.of("T", type));
    try (var kernel = ArrayKernel.of(program, "apply", backend, options);
        var x = array(type, rows, Row::x);
        var y = array(type, rows, Row::y)) {
      var results = kernel.run(Map.of("x", x, "y", y));
      try (var re = results.get("re");
          var im = results.get("im")) {
        return new double[][] {values(re), values(im)};
      }
    }
  }

  private static NDArray array(ScalarType type, List<Row> rows, ToDoubleFunction<Row> part) {
    var array = Creation.empty(DType.of(type), Shape.of(rows.size()));
    for (var k = 0; k < rows.size(); k++) {
      array.setDouble(part.applyAsDouble(rows.get(k)), k);
    }
    return array;
  }

  private static double[] values(NDArray array) {
    var values = new double[(int) array.count()];
    for (var k = 0; k < values.length; k++) {
      values[k] = array.getDouble(k);
    }
    return values;
  }

  private static List<Row> references(String function) {
    return lines(function + ".csv").stream().map(line -> row(line, 0)).toList();
  }

  private static List<Row> specials(String function) {
    return lines("special_values.csv").stream()
        .filter(line -> line[0].equals(function))
        .map(line -> row(line, 1))
        .toList();
  }

  private static Row row(String[] line, int from) {
    return new Row(
        Double.parseDouble(line[from]),
        Double.parseDouble(line[from + 1]),
        line[from + 2],
        line[from + 3]);
  }

  private static List<String[]> lines(String table) {
    try (var in = ComplexMathTest.class.getResourceAsStream("/complex/" + table)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
