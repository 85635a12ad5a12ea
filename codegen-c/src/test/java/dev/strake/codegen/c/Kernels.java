package dev.strake.codegen.c;

import static dev.strake.ir.ScalarType.F64;
import static dev.strake.ir.ScalarType.I64;

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
import java.util.List;
import java.util.function.BiFunction;

/// Scheduled kernels for tests.
final class Kernels {
  private static final Size N = Size.of("n");

  private Kernels() {}

  static ViewType view(ScalarType element, Layout layout, Size... dims) {
    return new ViewType(element, List.of(dims), layout);
  }

  /// `out[i] = f(a[i], b[i])`.
  static Kernel map(
      String name,
      ScalarType operand,
      ScalarType result,
      BiFunction<RegionBuilder, List<Value>, Value> f) {
    var kernel = KernelBuilder.named(name);
    var a = kernel.parameter("a", Role.IN, view(operand, Layout.ROW_MAJOR, N));
    var b = kernel.parameter("b", Role.IN, view(operand, Layout.ROW_MAJOR, N));
    var out = kernel.parameter("out", Role.OUT, view(result, Layout.ROW_MAJOR, N));
    var body = kernel.body();
    var inner = body.child(List.of(I64));
    var at = inner.parameters();
    var value = f.apply(inner, List.of(inner.load(a, at, 1), inner.load(b, at, 1)));
    inner.store(out, at, value, 1);
    body.loop(LoopKind.PAR, body.index(0), body.size(N), List.of(), inner.end(List.of()), 1);
    return kernel.build();
  }

  /// `out[i] = sqrt(a[i] * a[i] + b[i] * b[i])`.
  static Kernel hypot() {
    return map(
        "hypot",
        F64,
        F64,
        (body, at) -> {
          var a = at.getFirst();
          var b = at.getLast();
          var squares =
              body.binary(
                  BinaryOp.ADD, body.binary(BinaryOp.MUL, a, a), body.binary(BinaryOp.MUL, b, b));
          return body.unary(UnaryOp.SQRT, squares);
        });
  }

  /// `c = a @ b` for row-major `[m, k] x [k, n] -> [m, n]`, where n is a multiple of the lanes: one
  /// chain of fused operations per lane.
  static Kernel matmul(int lanes) {
    var kernel = KernelBuilder.named("matmul");
    var k = Size.of("k");
    var m = Size.of("m");
    var a = kernel.parameter("a", Role.IN, view(F64, Layout.UNIT_INNER, m, k));
    var b = kernel.parameter("b", Role.IN, view(F64, Layout.ROW_MAJOR, k, N));
    var c = kernel.parameter("c", Role.OUT, view(F64, Layout.ROW_MAJOR, m, N));
    var body = kernel.body();
    var zero = body.index(0);
    var rows = body.child(List.of(I64));
    var columns = rows.child(List.of(I64));
    var i = rows.parameters().getFirst();
    var j = columns.parameters().getFirst();
    var start = columns.constant(F64, 0);
    var products = columns.child(List.of(I64, F64));
    var p = products.parameters().getFirst();
    var left = products.load(a, List.of(i, p), 1);
    var right = products.load(b, List.of(p, j), 1);
    var next = products.fma(left, right, products.parameters().getLast());
    var sums =
        columns.loop(
            LoopKind.SEQ, zero, columns.size(k), List.of(start), products.end(List.of(next)), 1);
    columns.store(c, List.of(i, j), sums.getFirst(), 1);
    rows.loop(LoopKind.lanes(lanes), zero, rows.size(N), List.of(), columns.end(List.of()), 1);
    body.loop(LoopKind.PAR, zero, body.size(m), List.of(), rows.end(List.of()), 1);
    return kernel.build();
  }

  /// `hist[bin[i]] += 1 / weight`, with a checked index and a checked division.
  static Kernel histogram() {
    var kernel = KernelBuilder.named("histogram");
    var bin = kernel.parameter("bin", Role.IN, view(I64, Layout.STRIDED, N));
    var weight = kernel.parameter("weight", Role.IN, I64);
    var hist = kernel.parameter("hist", Role.INOUT, view(I64, Layout.STRIDED, Size.of("bins")));
    var body = kernel.body();
    var positive = body.compare(CompareOp.GE, weight, body.index(0));
    body.assertThat(positive, "weights are positive", 7);
    var inner = body.child(List.of(I64));
    var bins = inner.size(Size.of("bins"));
    var index = inner.checkIndex(inner.load(bin, inner.parameters(), 3), bins, 4);
    var share = inner.binary(BinaryOp.DIV, inner.index(100), weight, 5);
    var sum = inner.binary(BinaryOp.ADD, inner.load(hist, List.of(index), 6), share);
    inner.store(hist, List.of(index), sum, 6);
    body.loop(LoopKind.SEQ, body.index(0), body.size(N), List.of(), inner.end(List.of()), 2);
    return kernel.build();
  }
}
