package dev.strake.ir.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ProgramGeneratorTest {
  private static final int PROGRAMS = 600;

  private static final Tally TALLY = new Tally();
  private static final List<FuzzCase> CASES = new ArrayList<>();

  @BeforeAll
  static void generate() {
    for (var seed = 0; seed < PROGRAMS; seed++) {
      CASES.add(ProgramGenerator.generate(seed, TALLY));
    }
  }

  @Test
  void everyProgramIsLegal() {
    for (var one : CASES) {
      var violations = Verifier.verify(one.program(), Backend.Form.WRITTEN);
      assertEquals(List.of(), violations, () -> IrPrinter.print(one.program()));
    }
  }

  @Test
  void everyProgramCanBeReadBack() {
    for (var one : CASES.subList(0, 100)) {
      assertEquals(one.program(), IrParser.parse(IrPrinter.print(one.program())));
      assertEquals(one.inputs(), InputText.parse(InputText.print(one.inputs())));
    }
  }

  @Test
  void sameSeedGivesTheSame() {
    for (var seed = 0; seed < 50; seed++) {
      assertEquals(CASES.get(seed), ProgramGenerator.generate(seed, new Tally()));
    }
  }

  @Test
  void everyConstructOccurs() {
    for (var construct : Construct.values()) {
      assertOccurs(construct.label());
    }
  }

  @Test
  void everyOpOccursAndEveryType() {
    var words = words();
    for (var op : UnaryOp.values()) {
      assertTrue(words.contains(op.mnemonic()), op::mnemonic);
    }
    for (var op : BinaryOp.values()) {
      assertTrue(words.contains(op.mnemonic()), op::mnemonic);
    }
    for (var op : CompareOp.values()) {
      assertTrue(words.contains(op.mnemonic()), op::mnemonic);
    }
    for (var type : ScalarType.values()) {
      assertOccurs("op load " + type);
      assertOccurs("op store " + type);
      assertOccurs("op select " + type);
      assertOccurs("view of " + type);
    }
  }

  @Test
  void everyReductionAndUpdateOccurs() {
    var words = words();
    for (var order : ReduceOrder.values()) {
      assertTrue(words.contains(order.mnemonic()), order::mnemonic);
    }
    for (var op : ReduceOp.values()) {
      assertTrue(words.contains(op.mnemonic()), op::mnemonic);
    }
    for (var op : ScatterOp.values()) {
      assertTrue(words.contains(op.mnemonic()), op::mnemonic);
    }
    for (var outside : OutOfBounds.values()) {
      assertTrue(words.contains(outside.mnemonic()), outside::mnemonic);
    }
  }

  @Test
  void everyRankAndPlaceInMemoryOccurs() {
    for (var rank = 0; rank <= 4; rank++) {
      assertOccurs("view in rank " + rank);
      assertOccurs("view inout rank " + rank);
      assertOccurs("view out rank " + rank);
    }
    for (var place : List.of("DENSE", "PADDED", "STRIDED", "REVERSED", "TRANSPOSED")) {
      assertOccurs("input view " + place);
      assertOccurs("input result " + place);
    }
    assertOccurs("input view broadcast");
    assertOccurs("input same view");
  }

  private static void assertOccurs(String what) {
    assertTrue(TALLY.of(what) > 0, what);
  }

  /// All words of what was counted.
  private static List<String> words() {
    var counts = new TreeMap<String, Long>();
    TALLY.forEach(counts::put);
    return counts.keySet().stream().flatMap(what -> List.of(what.split(" ")).stream()).toList();
  }
}
