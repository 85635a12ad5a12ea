package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnseenNansTest {
  /// `%10` is the float that `body` casts to bits.
  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>, %2 out z: view<i64, [n]>) {
      %3 = const i64 0
      %4 = size n
      %5 = const f64 1.5
      %6 = const f64 inf
      %7 = const i64 52
      for par %8 in %3..%4 {
        %10 = load %0[%8]
    """
        + body.indent(4)
        + "  }\n}\n";
  }

  private static void assertUnseen(String body, Integer... bitcasts) {
    var kernel = IrParser.parse(kernel(body)).kernels().getFirst();
    var unseen = UnseenNans.of(kernel).stream().map(value -> value.id()).sorted().toList();
    assertEquals(List.of(bitcasts), unseen);
  }

  private static final String SCALE =
      """
      %20 = bitcast i64 %10
      %21 = shl %20, %7
      %22 = bitcast f64 %21
      """;

  @Test
  void arithmeticWithTheNanHidesItsBits() {
    assertUnseen(SCALE + "%30 = mul %22, %10\nstore %1[%8], %30", 20);
    assertUnseen(SCALE + "%30 = fma %22, %5, %10\nstore %1[%8], %30", 20);
    assertUnseen(SCALE + "%29 = min %22, %10\n%30 = neg %29\nstore %1[%8], %30", 20);
  }

  @Test
  void whatTheNanWasMadeFromIsNaN() {
    var rounded = "%11 = fma %10, %5, %5\n" + SCALE.replace("i64 %10", "i64 %11");
    assertUnseen(rounded + "%30 = mul %22, %10\nstore %1[%8], %30", 20);
    var small = "%11 = lt %10, %5\n%12 = mul %10, %5\n%13 = select %11, %12, %10\n";
    assertUnseen(
        small + SCALE.replace("i64 %10", "i64 %13") + "%30 = add %22, %10\nstore %1[%8], %30", 20);
  }

  /// An infinity or zero makes NaNs of numbers.
  @Test
  void otherThingsItWasMadeFromMayBeNumbers() {
    var products = "%11 = mul %10, %6\n" + SCALE.replace("i64 %10", "i64 %11");
    assertUnseen(products + "%30 = mul %22, %10\nstore %1[%8], %30");
    var roots = "%11 = sqrt %10\n" + SCALE.replace("i64 %10", "i64 %11");
    assertUnseen(roots + "%30 = mul %22, %10\nstore %1[%8], %30");
  }

  @Test
  void comparisonsWithTheNanDecide() {
    assertUnseen(SCALE + "%30 = lt %10, %6\n%31 = select %30, %22, %5\nstore %1[%8], %31", 20);
    assertUnseen(SCALE + "%30 = ne %10, %10\n%31 = select %30, %22, %5\nstore %1[%8], %31");
    assertUnseen(
        SCALE
            + "%30 = lt %10, %6\n%31 = lt %20, %7\n%32 = and %31, %30\n"
            + "%33 = select %32, %22, %5\nstore %1[%8], %33",
        20);
  }

  @Test
  void anArmThatNoNanTakesMayShowBits() {
    var branch = "%31 = if %30 { yield %22 } else { yield %5 }\nstore %1[%8], %31";
    assertUnseen(SCALE + "%30 = lt %10, %6\n" + branch, 20);
    assertUnseen(SCALE + "%30 = ne %10, %10\n" + branch);
  }

  /// As where a result takes the sign of an argument.
  @Test
  void aChoiceBetweenNansIsOne() {
    var sign = "%20 = bitcast i64 %10\n%21 = lt %20, %3\n%22 = mul %10, %10\n%23 = neg %22\n";
    assertUnseen(sign + "%30 = select %21, %23, %22\nstore %1[%8], %30", 20);
    assertUnseen(sign + "%30 = select %21, %5, %22\nstore %1[%8], %30");
  }

  @Test
  void bitsAreSeenInNumbersMadeOfThem() {
    assertUnseen("%20 = bitcast i64 %10\nstore %2[%8], %20");
    assertUnseen(SCALE + "store %1[%8], %22");
    assertUnseen("%20 = bitcast i64 %10\n%21 = cast f64 %20\nstore %1[%8], %21");
  }

  @Test
  void bitsAreSeenWhereTheyDecideWhatRuns() {
    assertUnseen(
        "%20 = bitcast i64 %10\n%21 = lt %20, %3\nif %21 { store %1[%8], %10 }"
            + " else { store %1[%8], %5 }");
    assertUnseen("%20 = bitcast i64 %10\nfor seq %21 in %3..%20 {\n  store %1[%8], %10\n}");
    assertUnseen(
        "%20 = bitcast i64 %10\n%21 = check_index %20, %4\n%22 = load %0[%21]\n"
            + "%23 = mul %22, %10\nstore %1[%8], %23");
  }

  /// Of two, either may be free to give any bits.
  @Test
  void bitcastsHideEachOther() {
    assertUnseen(
        SCALE
            + "%30 = mul %22, %10\n%31 = bitcast i64 %30\n%32 = bitcast f64 %31\n"
            + "%33 = add %32, %30\nstore %1[%8], %33",
        20,
        31);
    assertUnseen(SCALE + "%30 = mul %22, %10\n%31 = bitcast i64 %30\nstore %2[%8], %31", 20);
  }
}
