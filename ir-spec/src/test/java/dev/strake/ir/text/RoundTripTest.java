package dev.strake.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Func;
import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
  private static void check(Program program) {
    var text = IrPrinter.print(program);
    assertEquals(program, IrParser.parse(text), text);
    assertEquals(text, IrPrinter.print(IrParser.parse(text)));
  }

  private static String everything() throws IOException {
    try (var in = RoundTripTest.class.getResourceAsStream("/text/everything.ir")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void printedTextIsReadBackEqual() throws IOException {
    var text = everything();
    var program = IrParser.parse(text);
    assertEquals(text, IrPrinter.print(program));
    check(program);
  }

  @Test
  void everyScalarOpRoundTrips() {
    var body = RegionBuilder.of(Ids.from(2), List.of(number(0), number(1)));
    for (var op : UnaryOp.values()) {
      body.append(new Op.Unary(number(2), op, number(0)));
    }
    for (var op : BinaryOp.values()) {
      body.append(new Op.Binary(number(2), op, number(0), number(1), 3));
    }
    for (var op : CompareOp.values()) {
      body.append(new Op.Compare(new Value(3, ScalarType.BOOL), op, number(0), number(1)));
    }
    check(program(body.end(List.of(number(2)))));
  }

  private static Value number(int id) {
    return new Value(id, ScalarType.I32);
  }

  private static Program program(Region body) {
    return new Program(List.of(new Func("f", body)), List.of(), List.of());
  }

  @Test
  void brokenProgramsRoundTripWithTheirTypes() {
    var f64 = new Value(7, ScalarType.F64);
    var body = RegionBuilder.of(Ids.from(2), List.of(number(0), number(1)));
    body.append(new Op.Unary(number(2), UnaryOp.NEG, f64));
    body.append(new Op.Binary(f64, BinaryOp.ADD, number(0), f64, 0));
    body.append(new Op.Load(number(9), number(1), List.of(f64), 0));
    body.append(new Op.Constant(new Value(10, ScalarType.U8), 300));
    check(program(body.end(List.of(number(2), f64))));
  }

  @Test
  void positionsCanBeLeftOut() throws IOException {
    var text = IrPrinter.printWithoutPositions(IrParser.parse(everything()));
    assertFalse(text.contains("sites"));
    assertEquals(text, IrPrinter.print(IrParser.parse(text)));
  }

  @Test
  void locatedProgramsPointIntoTheirText() {
    var program =
        IrParser.parseLocated(
            "k.ir",
            """
            kernel k(%0 out y: view<i64, [1]>)
              where 1 le 2
            {
              %1 = const i64 0
              store %0[%1], %1 !9 ; here
            }
            """);
    assertEquals("k.ir:2:3", program.span(1).orElseThrow().toString());
    assertEquals("k.ir:5:3", program.span(2).orElseThrow().toString());
    assertEquals(19, program.span(2).orElseThrow().endColumn());
  }

  @Test
  void sizesAreNotFolded() {
    var text = "kernel k() {\n  %0 = size ((1 + 2) * 3)\n}\n";
    assertEquals(text, IrPrinter.print(IrParser.parse(text)));
    var same = IrParser.parse("kernel k() { %0 = size (1 + 2) * 3 }");
    assertEquals(text, IrPrinter.print(same));
  }
}
