package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Code of any size runs, divided into methods: the same bits and failures. What comes out is
/// compared with plain Java.
class OutliningTest {
  private static final int LARGEST_METHOD = 6000;
  private static final double[] NUMBERS = {1, 2.5, -3, 0x1p60, 0.1, 7, 5, -9, 11, 12, 13};

  /// `count` ops, each of the one before and perhaps an earlier one; the numbers before the first
  /// are `%first - 1` and `%first - 2`.
  private static String chain(int first, int count) {
    var text = new StringJoiner("\n    ");
    for (var k = 0; k < count; k++) {
      var id = first + k;
      text.add(
          switch (k % 4) {
            case 0 -> "%%%d = sub %%%d, %%%d".formatted(id, id - 1, first + earlier(k));
            case 2 -> "%%%d = add %%%d, %%%d".formatted(id, id - 1, first + earlier(k));
            default -> "%%%d = mul %%%d, %%4".formatted(id, id - 1);
          });
    }
    return text.toString();
  }

  /// Every third value is read again far behind, the first ones as long as there is no other.
  private static int earlier(int k) {
    return k % 3 == 0 && k >= 900 ? k - 900 : k - 2;
  }

  /// What the last op of a chain computes.
  private static double chain(double beforeLast, double last, int count) {
    var values = new double[count + 2];
    values[0] = beforeLast;
    values[1] = last;
    for (var k = 0; k < count; k++) {
      var other = values[earlier(k) + 2];
      values[k + 2] =
          switch (k % 4) {
            case 0 -> values[k + 1] - other;
            case 2 -> values[k + 1] + other;
            default -> values[k + 1] * 0.5;
          };
    }
    return values[count + 1];
  }

  private static String list(double... values) {
    return Arrays.stream(values)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String run(DoubleUnaryOperator expected) {
    return "; run k: x=%s -> y=%s"
        .formatted(list(NUMBERS), list(Arrays.stream(NUMBERS).map(expected).toArray()));
  }

  private static void check(String text, String run) {
    var all = ConformanceCase.parse("outlining", text + "\n" + run);
    for (var backend : List.<Backend>of(new ScalarBackend(), new VectorBackend())) {
      for (var options : List.of(CompileOptions.scalar(), CompileOptions.vectors(256))) {
        assertEquals(List.of(), all.run(backend, options).failures(), backend.name());
        assertSmallMethods(all, backend.name().equals("vector") ? 256 : 0, options);
      }
    }
  }

  private static void assertSmallMethods(
      ConformanceCase all, int vectorBits, CompileOptions options) {
    var checked = Pipeline.run(Pipelines.checked(), all.program());
    var kernel = Pipeline.run(Pipelines.scheduled(options), checked).kernels().getFirst();
    var bytes = KernelEmitter.emit(kernel, vectorBits, options);
    for (var method : ClassFile.of().parse(bytes).methods()) {
      var length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
      assertTrue(length <= LARGEST_METHOD, method.methodName() + " has " + length + " bytes");
    }
  }

  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
      %2 = const i64 0
      %3 = const i64 1
      %4 = const f64 0.5
      %5 = size n
      %6 = const f64 0
      %7 = const f64 1
      %8 = const f64 3
    """
        + body
        + "\n}\n";
  }

  /// A loop over all elements %10 that stores %11.
  private static String loop(String kind, String body) {
    return kernel(
        """
          for %s %%9 in %%2..%%5 {
            %%10 = load %%0[%%9]
            %s
            store %%1[%%9], %%11
          }
        """
            .formatted(kind, body));
  }

  @Test
  void aParallelLoopOfHundredThousandOps() {
    var ops = 100_000;
    var body = "%18 = abs %10\n%19 = neg %10\n" + chain(20, ops - 1);
    var text = loop("par", body).replace("], %11", "], %" + (18 + ops));
    check(text, run(x -> chain(Math.abs(x), -x, ops - 1)));
  }

  @Test
  void aSequentialLoopThatCarriesValues() {
    var ops = 3_000;
    var text =
        kernel(
            """
              %%11, %%12 = for seq %%9 in %%2..%%5 carry (%%17 = %%6, %%18 = %%7) {
                %%19 = load %%0[%%9]
                %s
                store %%1[%%9], %%%d
                yield %%17, %%%d
              }
            """
                .formatted(chain(20, ops), ops + 19, ops + 10));
    var carried = new double[] {1};
    check(
        text,
        run(
            x -> {
              var result = chain(carried[0], x, ops);
              carried[0] = chain(carried[0], x, ops - 9);
              return result;
            }));
  }

  @Test
  void aWhileLoopOfManyOps() {
    var ops = 2_000;
    var body =
        """
        %%12, %%11 = while carry (%%13 = %%6, %%14 = %%10) {
              %%15 = lt %%13, %%8
              yield %%15
            } do (%%16, %%18) {
              %%19 = neg %%18
              %s
              %%17 = add %%16, %%7
              yield %%17, %%%d
            }\
        """
            .formatted(chain(20, ops), ops + 19);
    check(loop("seq", body), run(x -> turn(turn(turn(x, ops), ops), ops)));
  }

  private static double turn(double x, int ops) {
    return chain(x, -x, ops);
  }

  @Test
  void armsOfBranchesInEachOther() {
    var ops = 1_000;
    var body =
        """
        %%14 = gt %%10, %%6
            %%11 = if %%14 {
              %%12 = gt %%10, %%8
              %%13 = if %%12 {
                %%2018 = neg %%10
                %%2019 = neg %%2018
                %s
                yield %%%d
              } else {
                yield %%7
              }
              %%4018 = neg %%13
              %%4019 = neg %%10
              %s
              yield %%%d
            } else {
              %%6018 = neg %%10
              %%6019 = neg %%8
              %s
              yield %%%d
            }\
        """
            .formatted(
                chain(2020, ops),
                2019 + ops,
                chain(4020, ops),
                4019 + ops,
                chain(6020, ops),
                6019 + ops);
    check(
        loop("par", body),
        run(x -> x > 0 ? chain(x > 3 ? -chain(-x, x, ops) : -1, -x, ops) : chain(-x, -3, ops)));
  }

  @Test
  void moreValuesFromOutsideThanParameters() {
    var ops = 300;
    var body = new StringBuilder("  %18 = load %0[%2]\n  %19 = load %0[%3]\n" + chain(20, ops));
    body.append("\n  for par %9 in %2..%5 {\n  %1000 = load %0[%9]\n");
    for (var k = 0; k < ops; k++) {
      body.append(
          "  %%%d = mul %%%d, %%%d\n"
              .formatted(2000 + 2 * k, 20 + k, k == 0 ? 1000 : 1999 + 2 * k));
      body.append("  %%%d = sub %%%d, %%%d\n".formatted(2001 + 2 * k, 2000 + 2 * k, 19 + k));
    }
    body.append("  store %1[%9], %").append(1999 + 2 * ops).append("\n  }");
    check(
        kernel(body.toString()),
        run(
            x -> {
              var value = x;
              for (var k = 0; k < ops; k++) {
                var before = k == 0 ? NUMBERS[1] : chain(NUMBERS[0], NUMBERS[1], k);
                value = value * chain(NUMBERS[0], NUMBERS[1], k + 1) - before;
              }
              return value;
            }));
  }

  @Test
  void aFailureInAPart() {
    var ops = 1_000;
    var body =
        """
        %%2018 = abs %%10
            %%2019 = neg %%10
            %s
            %%5000 = %s %%%d, %%6
            assert %%5000, "wrong sign"
            %%6018 = abs %%%d
            %%6019 = neg %%10
            %s\
        """
            .formatted(
                chain(2020, ops),
                chain(4, -4, ops) > 0 ? "gt" : "lt",
                2019 + ops,
                2019 + ops,
                chain(6020, ops));
    var text = loop("par", body).replace("], %11", "], %" + (6019 + ops));
    var line = text.substring(0, text.indexOf("assert")).lines().count();
    check(text, "; run k: x=[4, 3, -9, 5] -> fails ASSERTION_FAILED at " + line);
    check(
        text,
        "; run k: x=[4, 3] -> y="
            + list(
                Stream.of(4, 3)
                    .mapToDouble(x -> chain(Math.abs(chain(x, -x, ops)), -x, ops))
                    .toArray()));
  }

  @Test
  void aCheckInAPart() {
    var ops = 1_000;
    var body =
        """
        %%2018 = abs %%10
            %%2019 = neg %%10
            %s
            %%5000 = cast i64 %%10
            %%6018 = load %%0[%%5000]
            %%6019 = neg %%%d
            %s\
        """
            .formatted(chain(2020, ops), 2019 + ops, chain(6020, ops));
    var text = loop("par", body).replace("], %11", "], %" + (6019 + ops));
    var line = text.substring(0, text.indexOf("= load %0[%5000]")).lines().count();
    check(text, "; run k: x=[2, 1, 0, 4] -> fails INDEX_OUT_OF_RANGE at " + line + " index 4");
    check(
        text,
        "; run k: x=[2, 1, 0] -> y="
            + list(
                Stream.of(2, 1, 0)
                    .mapToDouble(x -> chain(2.0 - x, -chain(x, -x, ops), ops))
                    .toArray()));
  }
}
