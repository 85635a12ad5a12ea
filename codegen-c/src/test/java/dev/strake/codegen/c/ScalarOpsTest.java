package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.fail;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Kernel;
import dev.strake.ir.KernelBuilder;
import dev.strake.ir.Layout;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ir.launch.Argument;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every scalar op on all pairs of special values against the definition, bit for bit.
@Execution(ExecutionMode.CONCURRENT)
class ScalarOpsTest {
  private static final long SEED = Long.getLong("seed", 20250101);

  /// One op on operands a and b: how a kernel computes it, and what it must yield.
  private record Case(
      String name,
      ScalarType result,
      BiFunction<RegionBuilder, List<Value>, Value> build,
      BiFunction<Long, Long, Long> define) {}

  @TestFactory
  Stream<DynamicTest> opsYieldTheBitsOfTheirDefinition() {
    Machine.assumeCompiler();
    return Machine.BACKEND.variants().stream()
        .flatMap(
            options ->
                Stream.of(ScalarType.values())
                    .filter(type -> !type.isHalf() && !type.isComplex())
                    .map(
                        type ->
                            DynamicTest.dynamicTest(
                                type + " " + options.optimization(), () -> check(type, options))));
  }

  private static void check(ScalarType type, CompileOptions options) {
    var cases = cases(type);
    var values = values(type);
    var count = values.length * values.length;
    var a = LongStream.range(0, count).map(i -> values[(int) i / values.length]).toArray();
    var b = LongStream.range(0, count).map(i -> values[(int) i % values.length]).toArray();
    try (var arena = Arena.ofConfined()) {
      var results = new ArrayList<Argument.View>();
      var arguments = new HashMap<String, Argument>();
      arguments.put("a", Machine.vector(arena, type, a));
      arguments.put("b", Machine.vector(arena, type, b));
      for (var each : cases) {
        results.add(Machine.vector(arena, each.result, new long[count]));
        arguments.put(each.name, results.getLast());
      }
      Machine.run(kernel(type, cases), options, Map.copyOf(arguments));
      for (var k = 0; k < cases.size(); k++) {
        compare(cases.get(k), results.get(k), a, b);
      }
    }
  }

  private static void compare(Case each, Argument.View result, long[] a, long[] b) {
    for (var i = 0; i < a.length; i++) {
      var expected = each.result.canonical(each.define.apply(a[i], b[i]));
      var actual = each.result.canonical(Machine.get(result, i));
      if (expected != actual) {
        fail(
            "%s of %x and %x: expected %x, got %x, seed %d"
                .formatted(each.name, a[i], b[i], expected, actual, SEED));
      }
    }
  }

  private static Kernel kernel(ScalarType type, List<Case> cases) {
    var kernel = KernelBuilder.named("ops_" + type);
    var view = new ViewType(type, List.of(Size.of("n")), Layout.ROW_MAJOR);
    var a = kernel.parameter("a", Role.IN, view);
    var b = kernel.parameter("b", Role.IN, view);
    var body = kernel.body();
    for (var each : cases) {
      var resultView = new ViewType(each.result, List.of(Size.of("n")), Layout.ROW_MAJOR);
      var result = kernel.parameter(each.name, Role.OUT, resultView);
      var inner = body.child(List.of(ScalarType.I64));
      var at = inner.parameters();
      var operands = List.of(inner.load(a, at, 1), inner.load(b, at, 1));
      inner.store(result, at, each.build.apply(inner, operands), 1);
      var upper = body.size(Size.of("n"));
      body.loop(LoopKind.PAR, body.index(0), upper, List.of(), inner.end(List.of()), 1);
    }
    return kernel.build();
  }

  private static List<Case> cases(ScalarType type) {
    var cases = new ArrayList<Case>();
    for (var op : UnaryOp.values()) {
      if (op.accepts(type)) {
        cases.add(
            new Case(
                op.mnemonic(),
                type,
                (body, at) -> body.unary(op, at.getFirst()),
                (a, _) -> ScalarSemantics.unary(op, type, a)));
      }
    }
    for (var op : BinaryOp.values()) {
      if (op.accepts(type)) {
        cases.add(op.canFail(type) ? division(op, type) : binary(op, type));
      }
    }
    for (var op : CompareOp.values()) {
      if (!op.accepts(type)) {
        continue;
      }
      cases.add(
          new Case(
              op.mnemonic(),
              ScalarType.BOOL,
              (body, at) -> body.compare(op, at.getFirst(), at.getLast()),
              (a, b) -> ScalarSemantics.compare(op, type, a, b) ? 1L : 0L));
    }
    conversions(type, cases);
    if (type.isFloat()) {
      cases.add(
          new Case(
              "fma",
              type,
              (body, at) -> body.fma(at.getFirst(), at.getLast(), at.getLast()),
              (a, b) -> ScalarSemantics.fma(type, a, b, b)));
    }
    return cases;
  }

  private static Case binary(BinaryOp op, ScalarType type) {
    return new Case(
        op.mnemonic(),
        type,
        (body, at) -> body.binary(op, at.getFirst(), at.getLast()),
        (a, b) -> ScalarSemantics.binary(op, type, a, b));
  }

  /// A zero divisor is replaced by -1, which is the other special one.
  private static Case division(BinaryOp op, ScalarType type) {
    var minusOne = ScalarSemantics.unary(UnaryOp.NEG, type, 1);
    return new Case(
        op.mnemonic(),
        type,
        (body, at) -> {
          var b = at.getLast();
          var isZero = body.compare(CompareOp.EQ, b, body.constant(type, 0));
          var divisor = body.select(isZero, body.constant(type, minusOne), b);
          return body.binary(op, at.getFirst(), divisor, 1);
        },
        (a, b) -> ScalarSemantics.binary(op, type, a, b == 0 ? minusOne : b));
  }

  private static void conversions(ScalarType from, List<Case> cases) {
    for (var to : ScalarType.values()) {
      // Scheduling has made other types of these.
      if (to.isHalf() || to.isComplex()) {
        continue;
      }
      cases.add(
          new Case(
              "to_" + to,
              to,
              (body, at) -> body.cast(to, at.getFirst()),
              (a, _) -> ScalarSemantics.cast(from, to, a)));
      if (from.bits() == to.bits()) {
        cases.add(
            new Case(
                "as_" + to,
                to,
                (body, at) -> body.bitcast(to, at.getFirst()),
                (a, _) -> ScalarSemantics.bitcast(from, to, a)));
      }
    }
  }

  private static long[] values(ScalarType type) {
    var random = new Random(SEED);
    return switch (type) {
      case BOOL -> new long[] {0, 1};
      case U8 -> LongStream.of(0, 1, 2, 3, 7, 8, 9, 31, 64, 127, 128, 129, 200, 254, 255).toArray();
      case I8, I16, U16, U32, U64 -> integers(type, random);
      case F16, BF16 -> throw new IllegalArgumentException(type + " is not scheduled");
      case I32 ->
          LongStream.concat(
                  LongStream.of(0, 1, -1, 2, -2, 7, -7, 31, 32, 33, 255, 256).map(i -> (int) i),
                  LongStream.concat(
                      LongStream.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 24, (1 << 24) + 1),
                      random.ints(10).asLongStream()))
              .toArray();
      case I64 ->
          LongStream.concat(
                  LongStream.of(0, 1, -1, 2, -2, 7, -7, 63, 64, 65, 255, 256, 1L << 32),
                  LongStream.concat(
                      LongStream.of(
                          Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, 0x1000_0080_0000_01L),
                      random.longs(10)))
              .toArray();
      case F32 ->
          floats(random)
              .mapToLong(x -> Float.floatToRawIntBits((float) x) & 0xffff_ffffL)
              .toArray();
      case F64 -> floats(random).mapToLong(Double::doubleToRawLongBits).toArray();
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }

  /// Around zero, the ends, the middle and every power of two that a float might round at.
  private static long[] integers(ScalarType type, Random random) {
    var edges = LongStream.rangeClosed(-3, 3).flatMap(i -> LongStream.of(i, i + Long.MIN_VALUE));
    var powers =
        LongStream.range(0, type.bits())
            .flatMap(k -> LongStream.of((1L << k) - 1, 1L << k, (1L << k) + 1, 3L << k));
    var wide =
        LongStream.of(0x7fff_ff40_0000_0000L, 0xffff_ff80_0000_0001L, 0xffff_ffff_ffff_fc00L);
    return LongStream.concat(
            LongStream.concat(edges, random.longs(8)), LongStream.concat(powers, wide))
        .map(type::wrap)
        .distinct()
        .toArray();
  }

  private static DoubleStream floats(Random random) {
    var special =
        new double[] {
          0,
          1,
          0.5,
          1.5,
          2.5,
          254.5,
          255,
          255.5,
          256,
          0x1p31 - 1,
          0x1p31 - 0.5,
          0x1p31,
          0x1p63,
          0x1p64,
          0x1.fffffep62,
          0x1.fffffffffffffp62,
          1e-320,
          1e-40,
          Float.MIN_NORMAL,
          Double.MIN_NORMAL,
          Double.MIN_VALUE,
          Float.MIN_VALUE,
          Float.MAX_VALUE,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NaN,
          0.1,
          Math.PI
        };
    var both = DoubleStream.concat(DoubleStream.of(special), DoubleStream.of(special).map(x -> -x));
    return DoubleStream.concat(both, random.doubles(8, -1e10, 1e10));
  }
}
