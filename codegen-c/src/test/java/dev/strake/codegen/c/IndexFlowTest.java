package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.text.IrParser;
import org.junit.jupiter.api.Test;

/// What decides where memory is accessed, or whether a processor traps, is read once.
final class IndexFlowTest {
  private static void check(int reads, String body) {
    var kernel =
        IrParser.parse(
                """
                kernel k(%0 in x: view<i64, [n]>, %1 in f: view<f64, [n]>, %2 out y: view<i64, [n]>) {
                  %3 = const i64 0
                  %4 = load %0[%3]
                  %5 = load %1[%3]
                """
                    + body
                    + "}\n")
            .kernels()
            .getFirst();
    var text = CEmitter.emit(kernel);
    assertEquals(reads, text.split("ONCE\\(", -1).length - 1, text);
  }

  @Test
  void readsIndicesOnce() {
    check(1, "%6 = size n\n %7 = check_index %4, %6\n store %2[%7], %3\n");
  }

  @Test
  void readsDivisorsOnce() {
    check(1, "%6 = div %3, %4\n store %2[%3], %6\n");
  }

  @Test
  void readsWhatIsComparedOnce() {
    check(1, "%6 = lt %4, %3\n if %6 { store %2[%3], %3 }\n");
    check(1, "%6 = lt %4, %3\n assert %6, \"less\"\n");
    check(0, "%6 = lt %5, %5\n if %6 { store %2[%3], %3 }\n");
  }

  @Test
  void readsBoundsOnce() {
    check(1, "for seq %6 in %3..%4 { store %2[%3], %3 }\n");
  }

  @Test
  void readsOtherNumbersAsTheCompilerLikes() {
    check(0, "%6 = add %4, %4\n store %2[%3], %6\n");
  }
}
