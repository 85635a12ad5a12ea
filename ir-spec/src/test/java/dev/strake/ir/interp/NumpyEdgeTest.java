package dev.strake.ir.interp;

import static org.junit.jupiter.api.Assertions.fail;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Exact scalar ops against reference results computed with NumPy 2.4.6; `numpy/README.md` beside
/// the results says what is left out and why.
final class NumpyEdgeTest {
  private record Row(
      String kind, String op, ScalarType from, ScalarType to, long[] results, byte[] isCompared) {
    @Override
    public String toString() {
      return kind + " " + op + " of " + from + " to " + to;
    }
  }

  private record Reference(Map<ScalarType, long[]> values, List<Row> rows) {}

  private static Reference read() throws IOException {
    try (var file = NumpyEdgeTest.class.getResourceAsStream("/numpy/edge.bin.gz");
        var in = new DataInputStream(new GZIPInputStream(file))) {
      var values = new HashMap<ScalarType, long[]>();
      for (var left = in.readInt(); left > 0; left--) {
        var type = type(in);
        values.put(type, elements(in, type));
      }
      var rows = new ArrayList<Row>();
      for (var left = in.readInt(); left > 0; left--) {
        var kind = in.readUTF();
        var op = in.readUTF();
        var from = type(in);
        var to = type(in);
        var results = elements(in, to);
        rows.add(new Row(kind, op, from, to, results, in.readNBytes(results.length)));
      }
      return new Reference(values, rows);
    }
  }

  private static ScalarType type(DataInputStream in) throws IOException {
    return ScalarType.named(in.readUTF()).orElseThrow();
  }

  private static long[] elements(DataInputStream in, ScalarType type) throws IOException {
    var count = in.readInt();
    var memory = MemorySegment.ofArray(in.readNBytes(count * type.sizeBytes()));
    var elements = new long[count];
    Arrays.setAll(elements, i -> ElementMemory.load(type, memory, (long) i * type.sizeBytes()));
    return elements;
  }

  /// The op of a row; those of one operand ignore the right one.
  private static LongBinaryOperator definition(Row row) {
    var from = row.from;
    var name = row.op.toUpperCase(Locale.ROOT);
    return switch (row.kind) {
      case "unary" -> (a, _) -> ScalarSemantics.unary(UnaryOp.valueOf(name), from, a);
      case "binary" -> (a, b) -> ScalarSemantics.binary(BinaryOp.valueOf(name), from, a, b);
      case "compare" ->
          (a, b) -> ScalarSemantics.compare(CompareOp.valueOf(name), from, a, b) ? 1 : 0;
      case "cast" -> (a, _) -> ScalarSemantics.cast(from, row.to, a);
      default -> throw new IllegalArgumentException(row.kind);
    };
  }

  private static void check(Row row, long... values) {
    var define = definition(row);
    var rights = row.results.length / values.length;
    for (var i = 0; i < row.results.length; i++) {
      if (row.isCompared[i] == 0) {
        continue;
      }
      var a = values[i / rights];
      var b = values[i % rights];
      var found = row.to.canonical(define.applyAsLong(a, b));
      if (found != row.to.canonical(row.results[i])) {
        fail("%s: %x, %x: expected %x, got %x".formatted(row, a, b, row.results[i], found));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> exactOpsGiveTheBitsOfNumpy() throws IOException {
    var reference = read();
    return reference.rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.toString(), () -> check(row, reference.values.get(row.from))));
  }
}
