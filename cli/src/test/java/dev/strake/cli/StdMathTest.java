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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The functions of std.math against correctly rounded values (`ulp/README.md`), with the same bits
/// on every backend and variant.
class StdMathTest {
  /// One line of a table: the argument, the correctly rounded result, the rest in units of its last
  /// place (NaN where the result is no number).
  private record Row(double x, double rounded, double rest) {}

  @ParameterizedTest
  @ValueSource(strings = {"exp", "cos", "sin", "tanh"})
  void f64IsWithinOneUlpEverywhere(String function) {
    var rows = rows(function + "_f64.csv");
    var x = NDArray.of(rows.stream().mapToDouble(Row::x).toArray());
    var first = apply(function, ScalarType.F64, x, Backends.named("interpreter"));
    for (var k = 0; k < rows.size(); k++) {
      var error = error(rows.get(k), first[k], Math.ulp(rows.get(k).rounded));
      assertTrue(error <= 1, "%s(%a) is off by %f ULP".formatted(function, rows.get(k).x, error));
    }
    assertSameBitsEverywhere(function, ScalarType.F64, x, first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "cos", "sin", "tanh"})
  void f32IsWithinHalfAnUlpAndATrifleEverywhere(String function) {
    var rows = rows(function + "_f32.csv");
    var values = new float[rows.size()];
    for (var k = 0; k < values.length; k++) {
      values[k] = (float) rows.get(k).x;
    }
    var x = NDArray.of(values);
    var first = apply(function, ScalarType.F32, x, Backends.named("interpreter"));
    for (var k = 0; k < rows.size(); k++) {
      var error = error(rows.get(k), first[k], Math.ulp((float) rows.get(k).rounded));
      assertTrue(
          error <= 0.5001, "%s(%a) is off by %f ULP".formatted(function, rows.get(k).x, error));
    }
    assertSameBitsEverywhere(function, ScalarType.F32, x, first);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void sincosHasTheBitsOfSinAndCos(ScalarType type) {
    var source =
        """
        import std.math;
        kernel apply<T: float>(x: T[n]) -> y: T[n] {
          par for i in 0..n {
            let (sine, cosine) = sincos(x[i]);
            let same = to_bits(sine) == to_bits(sin(x[i])) && to_bits(cosine) == to_bits(cos(x[i]));
            y[i] = if same { 1 } else { 0 };
          }
        }
        """;
    var rows = rows("sin_f32.csv");
    var values = Creation.empty(DType.of(type), Shape.of(rows.size()));
    for (var k = 0; k < rows.size(); k++) {
      values.setDouble(rows.get(k).x, k);
    }
    var backend = Backends.named("interpreter");
    for (var same : compute(source, type, values, backend, backend.variants().getFirst())) {
      assertEquals(1, same);
    }
  }

  private static double error(Row row, double got, double ulp) {
    if (Double.isNaN(row.rest)) {
      assertEquals(row.rounded, got, "at " + row.x);
      return 0;
    }
    if (row.rounded == 0) {
      assertEquals(row.rounded, got, "the sign of zero at " + row.x);
    }
    return Math.abs((got - row.rounded) / ulp - row.rest);
  }

  private static void assertSameBitsEverywhere(
      String function, ScalarType type, NDArray x, double[] expected) {
    for (var backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Available) {
        for (var options : backend.variants()) {
          assertArrayEquals(
              expected,
              apply(function, type, x, backend, options),
              function + " on " + backend.name() + " " + options);
        }
      }
    }
  }

  private static double[] apply(String function, ScalarType type, NDArray x, Backend backend) {
    return apply(function, type, x, backend, backend.variants().getFirst());
  }

  private static double[] apply(
      String function, ScalarType type, NDArray x, Backend backend, CompileOptions options) {
    var source =
        """
        import std.math;
        kernel apply<T: float>(x: T[n]) -> y: T[n] { par for i in 0..n { y[i] = %s(x[i]); } }
        """
            .formatted(function);
    return compute(source, type, x, backend, options);
  }

  private static double[] compute(
      String source, ScalarType type, NDArray x, Backend backend, CompileOptions options) {
    var program =
        Frontend.check(Source.of("apply.strake", source)).instantiate("apply", Map.of("T", type));
    try (var kernel = ArrayKernel.of(program, "apply", backend, options);
        var y = kernel.run(Map.of("x", x)).get("y")) {
      var values = new double[(int) y.count()];
      for (var k = 0; k < values.length; k++) {
        values[k] = y.getDouble(k);
      }
      return values;
    }
  }

  private static List<Row> rows(String table) {
    try (var in = StdMathTest.class.getResourceAsStream("/ulp/" + table)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .skip(1)
          .map(StdMathTest::row)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Row row(String line) {
    var fields = line.split(",", -1);
    var rest = fields[3].isEmpty() ? Double.NaN : Double.parseDouble(fields[3]);
    return new Row(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), rest);
  }
}
