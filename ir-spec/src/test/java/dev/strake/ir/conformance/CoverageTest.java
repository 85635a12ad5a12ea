package dev.strake.ir.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Domain;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.conformance.Coverage.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Everything that a program may say occurs in some case, with special values.
final class CoverageTest {
  private static final Coverage COVERAGE = Coverage.of(ConformanceSuite.cases());

  private static List<Use> legal() {
    var legal = new ArrayList<Use>();
    for (var type : ScalarType.values()) {
      scalarOps(type, legal);
      conversions(type, legal);
      reductions(type, legal);
      for (var op : List.of("load", "store", "select", "while", "for seq")) {
        legal.add(new Use(op, type));
      }
    }
    for (var op : ScatterOp.values()) {
      for (var mode : OutOfBounds.values()) {
        legal.add(new Use("scatter " + op.mnemonic() + " " + mode.mnemonic(), ScalarType.I32));
      }
    }
    return legal;
  }

  private static void scalarOps(ScalarType type, List<Use> legal) {
    for (var op : UnaryOp.values()) {
      if (op.accepts(type)) {
        legal.add(new Use(op.mnemonic(), type));
      }
    }
    for (var op : BinaryOp.values()) {
      if (op.accepts(type)) {
        legal.add(new Use(op.mnemonic(), type));
      }
    }
    if (Domain.ORDERED.contains(type)) {
      for (var op : CompareOp.values()) {
        legal.add(new Use(op.mnemonic(), type));
      }
    }
    if (type.isFloat() || type.isComplex()) {
      legal.add(new Use("fma", type));
    }
    if (type.isComplex()) {
      for (var op : List.of("complex", "real", "imag", "eq", "ne")) {
        legal.add(new Use(op, type));
      }
    }
  }

  private static void conversions(ScalarType from, List<Use> legal) {
    for (var to : ScalarType.values()) {
      if (to.isComplex() || !from.isComplex()) {
        legal.add(new Use("cast to " + to, from));
      }
      var hasComplex = to.isComplex() || from.isComplex();
      if (to.bits() == from.bits() && to.isBool() == from.isBool() && !hasComplex) {
        legal.add(new Use("bitcast to " + to, from));
      }
    }
  }

  private static void reductions(ScalarType type, List<Use> legal) {
    for (var op : ReduceOp.values()) {
      if (!op.accepts(type)) {
        continue;
      }
      legal.add(new Use("scan " + op.mnemonic(), type));
      for (var order : ReduceOrder.values()) {
        var isLegal =
            switch (order) {
              case LANES, SEQ -> true;
              case FREE -> ReduceOrder.isFreeLegal(op, type);
              case CHAIN -> op == ReduceOp.ADD;
            };
        if (isLegal) {
          legal.add(new Use("reduce " + op.mnemonic() + " " + order.mnemonic(), type));
        }
      }
    }
  }

  @Test
  void everyOpOccursOnEveryTypeWithSpecialValues() {
    var missing = legal().stream().filter(use -> COVERAGE.count(use).special() == 0).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyScatterOccursOnEveryType() {
    var missing = new ArrayList<Use>();
    for (var op : ScatterOp.values()) {
      for (var type : ScalarType.values()) {
        var occurs =
            Arrays.stream(OutOfBounds.values())
                .map(mode -> new Use("scatter " + op.mnemonic() + " " + mode.mnemonic(), type))
                .anyMatch(use -> COVERAGE.count(use).special() > 0);
        if (op.accepts(type) && !occurs) {
          missing.add(new Use("scatter " + op.mnemonic(), type));
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void countsKernelsAndLaunches() {
    var text =
        """
        kernel twice(%0 in x: view<i32, [n]>, %1 out y: view<i32, [n]>) {
          %2 = const i64 0
          %3 = size n
          for par %4 in %2..%3 {
            %5 = load %0[%4]
            %6 = add %5, %5
            %7 = add %6, %5
            store %1[%4], %7
          }
        }

        kernel never(%0 in x: i64, %1 out y: view<i64, []>) {
          %2 = sub %0, %0
          store %1[], %2
        }

        ; run twice for n in 0 1 5: x=iota[n] -> y=hash(0x0)
        ; run twice every layout: x=any(1)[2] -> y=[0, 0]
        """;
    var coverage = Coverage.of(List.of(ConformanceCase.parse("twice", text)));
    var layouts = Arrangement.values().length;
    assertEquals(
        new Coverage.Count(1, 3 + layouts, layouts),
        coverage.count(new Use("add", ScalarType.I32)));
    assertEquals(Coverage.Count.NONE, coverage.count(new Use("sub", ScalarType.I64)));
    assertEquals(List.of("add", "const", "for par", "load", "size", "store"), coverage.ops());
    assertEquals(List.of(ScalarType.I32, ScalarType.I64), coverage.types());
  }
}
