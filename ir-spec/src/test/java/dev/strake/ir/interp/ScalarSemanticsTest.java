package dev.strake.ir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import org.junit.jupiter.api.Test;

final class ScalarSemanticsTest {
  private static long f32(float value) {
    return Float.floatToRawIntBits(value) & 0xffff_ffffL;
  }

  private static long f64(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static void binary(BinaryOp op, ScalarType type, long left, long right, long expected) {
    assertEquals(expected, ScalarSemantics.binary(op, type, left, right));
  }

  private static void cast(ScalarType from, ScalarType to, long operand, long expected) {
    assertEquals(expected, ScalarSemantics.cast(from, to, operand));
  }

  @Test
  void integersWrapAtTheirWidth() {
    binary(BinaryOp.ADD, ScalarType.U8, 200, 100, 44);
    binary(BinaryOp.ADD, ScalarType.I32, Integer.MAX_VALUE, 1, Integer.MIN_VALUE);
    binary(BinaryOp.MUL, ScalarType.I64, Long.MAX_VALUE, 2, -2);
    binary(BinaryOp.SUB, ScalarType.U8, 0, 1, 255);
    assertEquals(
        Integer.MIN_VALUE, ScalarSemantics.unary(UnaryOp.NEG, ScalarType.I32, Integer.MIN_VALUE));
    assertEquals(255, ScalarSemantics.unary(UnaryOp.NEG, ScalarType.U8, 1));
    assertEquals(
        Integer.MIN_VALUE, ScalarSemantics.unary(UnaryOp.ABS, ScalarType.I32, Integer.MIN_VALUE));
    assertEquals(254, ScalarSemantics.unary(UnaryOp.NOT, ScalarType.U8, 1));
    assertEquals(0, ScalarSemantics.unary(UnaryOp.NOT, ScalarType.BOOL, 1));
  }

  @Test
  void smallestByMinusOneWraps() {
    binary(BinaryOp.DIV, ScalarType.I32, Integer.MIN_VALUE, -1, Integer.MIN_VALUE);
    binary(BinaryOp.FLOORDIV, ScalarType.I32, Integer.MIN_VALUE, -1, Integer.MIN_VALUE);
    binary(BinaryOp.REM, ScalarType.I32, Integer.MIN_VALUE, -1, 0);
    binary(BinaryOp.DIV, ScalarType.I64, Long.MIN_VALUE, -1, Long.MIN_VALUE);
    binary(BinaryOp.FLOORMOD, ScalarType.I64, Long.MIN_VALUE, -1, 0);
  }

  @Test
  void divisionsRoundAsTheirNamesSay() {
    binary(BinaryOp.DIV, ScalarType.I32, -7, 2, -3);
    binary(BinaryOp.REM, ScalarType.I32, -7, 2, -1);
    binary(BinaryOp.FLOORDIV, ScalarType.I32, -7, 2, -4);
    binary(BinaryOp.FLOORMOD, ScalarType.I32, -7, 2, 1);
    binary(BinaryOp.FLOORMOD, ScalarType.I64, 7, -2, -1);
    binary(BinaryOp.DIV, ScalarType.U8, 255, 2, 127);
  }

  @Test
  void onlyIntegerDivisionByZeroFails() {
    assertTrue(ScalarSemantics.fails(BinaryOp.FLOORMOD, ScalarType.U8, 0));
    assertFalse(ScalarSemantics.fails(BinaryOp.DIV, ScalarType.F64, 0));
    assertFalse(ScalarSemantics.fails(BinaryOp.DIV, ScalarType.I32, 1));
    assertFalse(ScalarSemantics.fails(BinaryOp.SHL, ScalarType.I32, 0));
  }

  @Test
  void shiftCountsAreMasked() {
    binary(BinaryOp.SHL, ScalarType.I32, 1, 33, 2);
    binary(BinaryOp.SHL, ScalarType.U8, 0x81, 9, 2);
    binary(BinaryOp.SHR, ScalarType.I32, -8, 1, -4);
    binary(BinaryOp.SHR, ScalarType.U8, 0x80, 7, 1);
    binary(BinaryOp.USHR, ScalarType.I32, -1, 31, 1);
    binary(BinaryOp.USHR, ScalarType.I32, -1, 32, -1);
    binary(BinaryOp.USHR, ScalarType.I64, -1, -1, 1);
  }

  @Test
  void floatMinAndMaxSeeNanAndSignedZero() {
    binary(BinaryOp.MIN, ScalarType.F64, f64(0.0), f64(-0.0), f64(-0.0));
    binary(BinaryOp.MAX, ScalarType.F32, f32(-0.0f), f32(0.0f), f32(0.0f));
    var nan = ScalarSemantics.binary(BinaryOp.MAX, ScalarType.F64, f64(Double.NaN), f64(1));
    assertEquals(f64(Double.NaN), ScalarType.F64.canonical(nan));
    assertTrue(
        ScalarSemantics.compare(CompareOp.NE, ScalarType.F32, f32(Float.NaN), f32(Float.NaN)));
    assertFalse(ScalarSemantics.compare(CompareOp.GE, ScalarType.F64, f64(Double.NaN), f64(0)));
    assertTrue(ScalarSemantics.compare(CompareOp.EQ, ScalarType.F64, f64(-0.0), f64(0.0)));
  }

  @Test
  void floatToIntegerSaturatesToTheTarget() {
    cast(ScalarType.F64, ScalarType.U8, f64(300), 255);
    cast(ScalarType.F64, ScalarType.U8, f64(-1), 0);
    cast(ScalarType.F32, ScalarType.U8, f32(Float.POSITIVE_INFINITY), 255);
    cast(ScalarType.F64, ScalarType.U8, f64(254.9), 254);
    cast(ScalarType.F64, ScalarType.I32, f64(1e10), Integer.MAX_VALUE);
    cast(ScalarType.F32, ScalarType.I64, f32(Float.NEGATIVE_INFINITY), Long.MIN_VALUE);
    cast(ScalarType.F64, ScalarType.I32, f64(Double.NaN), 0);
    cast(ScalarType.F64, ScalarType.BOOL, f64(Double.NaN), 1);
    cast(ScalarType.F64, ScalarType.BOOL, f64(-0.0), 0);
  }

  @Test
  void castsRoundOnce() {
    // Through f64 this would round to even twice and give 2^60.
    cast(ScalarType.I64, ScalarType.F32, (1L << 60) + (1L << 36) + 1, f32(0x1.000002p60f));
    cast(ScalarType.F64, ScalarType.F32, f64(0x1.000001p0), f32(1));
    cast(ScalarType.I32, ScalarType.F32, 0x1000001, f32(0x1p24f));
    cast(ScalarType.U8, ScalarType.I32, 255, 255);
    cast(ScalarType.I32, ScalarType.U8, -1, 255);
    cast(ScalarType.I64, ScalarType.I32, 0x1_8000_0000L, Integer.MIN_VALUE);
  }

  @Test
  void bitcastReadsEveryNanAsTheCanonicalOne() {
    assertEquals(
        0x7fc0_0000, ScalarSemantics.bitcast(ScalarType.F32, ScalarType.I32, 0xffc0_1234L));
    assertEquals(
        0x7ff8_0000_0000_0000L,
        ScalarSemantics.bitcast(ScalarType.F64, ScalarType.I64, 0xfff0_0000_0000_0001L));
    assertEquals(
        0x8000_0000L, ScalarSemantics.bitcast(ScalarType.I32, ScalarType.F32, Integer.MIN_VALUE));
    assertEquals(
        Integer.MIN_VALUE, ScalarSemantics.bitcast(ScalarType.F32, ScalarType.I32, 0x8000_0000L));
  }

  @Test
  void fmaRoundsOnce() {
    var a = f64(1 + 0x1p-30);
    assertEquals(f64(0x1p-60), ScalarSemantics.fma(ScalarType.F64, a, a, f64(-1 - 0x1p-29)));
    var b = f32(1 + 0x1p-20f);
    assertEquals(f32(0x1p-40f), ScalarSemantics.fma(ScalarType.F32, b, b, f32(-1 - 0x1p-19f)));
  }
}
