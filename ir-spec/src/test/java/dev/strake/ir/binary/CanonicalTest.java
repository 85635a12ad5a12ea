package dev.strake.ir.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.strake.ir.text.IrPrinter;
import org.junit.jupiter.api.Test;

final class CanonicalTest {
  @Test
  void valuesAreNumberedFromTopToBottom() {
    var program =
        Programs.of(
            """
            kernel k(%9 in c: bool, %3 in n: i64) {
              %40, %41 = reduce custom seq %7 in %3..%3 {
                %8 = neg %7
                yield %7, %8
              } by (%20, %21, %22, %23) empty %3, %3 {
                yield %20, %23
              }
              %1 = if %9 {
                %2 = neg %40
                yield %2
              } else {
                yield %41
              }
            }
            """);
    assertEquals(
        """
        kernel k(%0 in c: bool, %1 in n: i64) {
          %2, %3 = reduce custom seq %4 in %1..%1 {
            %5 = neg %4
            yield %4, %5
          } by (%6, %7, %8, %9) empty %1, %1 {
            yield %6, %9
          }
          %10 = if %0 {
            %11 = neg %2
            yield %11
          } else {
            yield %3
          }
        }
        """,
        IrPrinter.print(Canonical.of(program)));
  }

  @Test
  void everyProgramHasOneCanonicalForm() {
    for (var program : Programs.conformance()) {
      var canonical = Canonical.of(program);
      assertEquals(canonical, Canonical.of(canonical));
      var disguised = Programs.disguised(program);
      assertNotEquals(IrPrinter.print(disguised), IrPrinter.print(program));
      assertEquals(
          IrPrinter.printWithoutPositions(canonical),
          IrPrinter.printWithoutPositions(Canonical.of(disguised)));
    }
  }
}
