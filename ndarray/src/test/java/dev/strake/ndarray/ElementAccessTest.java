package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementAccessTest {
  @Test
  void keepsTheBitsOfEveryType() {
    double[] doubles = {0.1, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
    assertArrayEquals(doubles, NDArray.of(doubles).toDoubleArray());
    float[] floats = {0.1f, -0.0f, Float.MIN_VALUE};
    assertArrayEquals(floats, NDArray.of(floats).toFloatArray());
    long[] longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE};
    assertArrayEquals(longs, NDArray.of(longs).toLongArray());
    int[] ints = {Integer.MIN_VALUE, -1, Integer.MAX_VALUE};
    assertArrayEquals(ints, NDArray.of(ints).toIntArray());
    byte[] bytes = {0, 127, -128, -1};
    assertArrayEquals(bytes, NDArray.of(bytes).toByteArray());
    boolean[] booleans = {true, false, true};
    assertArrayEquals(booleans, NDArray.of(booleans).toBooleanArray());
  }

  @Test
  void readsElementsByKind() {
    assertEquals(0.1f, NDArray.of(0.1f).getDouble(0));
    assertEquals(255, NDArray.of((byte) -1).getLong(0));
    assertEquals(-5, NDArray.of(-5).getLong(0));
    assertEquals(true, NDArray.of(false, true).getBoolean(1));
    assertEquals(2.5, Creation.full(DType.FLOAT64, 2.5).getDouble());
  }

  @Test
  void writesElementsByKind() {
    var bytes = Creation.zeros(DType.UINT8, 2);
    bytes.setLong(200, 1);
    assertArrayEquals(new byte[] {0, (byte) 200}, bytes.toByteArray());
    var floats = Creation.zeros(DType.FLOAT32, 1);
    floats.setDouble(0.1, 0);
    assertEquals(0.1f, floats.getDouble(0));
    var booleans = Creation.zeros(DType.BOOL, 2);
    booleans.setBoolean(true, 0);
    assertEquals("[ True False]", booleans.toString());
  }

  @Test
  void readsAndWritesComplexNumbers() {
    var numbers = Creation.zeros(DType.COMPLEX64, 2, 2);
    numbers.setComplex(new Complex(0.1, -2), 1, 0);
    assertEquals(new Complex(0.1f, -2), numbers.getComplex(1, 0));
    assertEquals("[[0. +0.j 0.1-2.j]\n [0. +0.j 0. +0.j]]", numbers.transpose().copy().toString());
    assertEquals("[[0.  0. ]\n [0.1 0. ]]", numbers.real().toString());
    assertEquals(-2, numbers.imag().getDouble(1, 0));
    numbers.at(0, 1).flip(0).imag().setDouble(3, 0);
    assertEquals(new Complex(0, 3), numbers.getComplex(1, 1));
    assertEquals("[(1.5-2j), 1j]", List.of(new Complex(1.5, -2), new Complex(0, 1)).toString());
    assertEquals(
        "[1.5-2.j 0. +1.j]", NDArray.of(new Complex(1.5, -2), new Complex(0, 1)).toString());
    assertEquals("[2.+0.j 2.+0.j]", Creation.full(DType.COMPLEX128, 2, 2).toString());
    assertEquals(
        "[[1.+0.j 0.+0.j]\n [0.+0.j 1.+0.j]]", Creation.eye(2, DType.COMPLEX64).toString());
    refuses(
        "elements of complex64 arrays are read and written as Complex",
        () -> numbers.getDouble(0, 0));
    refuses(
        "elements of float64 arrays are read and written as double, not as Complex",
        () -> NDArray.of(1.0).real());
  }

  @Test
  void holdsEveryWidth() {
    var longs = Creation.full(DType.UINT64, 0x1p63, 2);
    longs.setLong(-1, 0);
    assertEquals("[18446744073709551615  9223372036854775808]", longs.toString());
    assertEquals(Long.MIN_VALUE, longs.getLong(1));
    assertEquals(-3, Creation.full(DType.INT8, -3, 1).getLong(0));
    assertEquals(65535, Creation.full(DType.UINT16, 65535, 1).getLong(0));
    assertEquals("[-32768]", NDArray.fromArray(new short[] {-32768}, 1).toString());
    assertEquals("[4294967295]", Creation.full(DType.UINT32, 4294967295.0, 1).toString());
    refuses("uint64 has no value -1.0", () -> Creation.full(DType.UINT64, -1));
    refuses("int8 has no value 128", () -> Creation.zeros(DType.INT8, 1).setLong(128, 0));
    refuses("uint16 has no value -1", () -> Creation.zeros(DType.UINT16, 1).setLong(-1, 0));
  }

  /// As `print` of Python shows `float16`; halfway between two halves lies 1 + 2^-11.
  @Test
  void roundsToHalvesOnce() {
    var halves = Creation.full(DType.FLOAT16, 0x1.0020000000001p0, 2);
    halves.setDouble(0.1, 1);
    assertEquals(0x1.004p0, halves.getDouble(0));
    assertEquals("[1.001 0.1  ]", halves.toString());
    assertEquals("1e+03", Creation.full(DType.FLOAT16, 1000).toString());
    assertEquals("0.3333", Creation.full(DType.FLOAT16, 1 / 3.0).toString());
    assertEquals(0x1.02p0, Creation.full(DType.BFLOAT16, 0x1.0100000000001p0).getDouble());
  }

  @Test
  void takesRowsAndShapes() {
    assertEquals("[[1. 2.]\n [3. 4.]]", NDArray.of(new double[][] {{1, 2}, {3, 4}}).toString());
    assertEquals("(3, 0)", NDArray.of(new long[3][0]).shape().toString());
    assertEquals("(0, 0)", NDArray.of(new long[0][]).shape().toString());
    assertEquals("[[1 2 3]]", NDArray.fromArray(new int[] {1, 2, 3}, 1, 3).toString());
    assertEquals("7", NDArray.fromArray(new long[] {7}).toString());
  }

  @Test
  void createsByTheStandardsNames() {
    assertEquals("[[1. 0.]\n [0. 1.]]", Creation.eye(2).toString());
    assertEquals("[[1 1]]", Creation.ones(DType.INT32, 1, 2).toString());
    assertEquals("[200 200]", Creation.full(DType.UINT8, 200, 2).toString());
    assertEquals("[0 1 2]", Creation.arange(3).toString());
    assertEquals("[]", Creation.arange(-3).toString());
    assertEquals(DType.BOOL, Creation.full(DType.BOOL, 1, 2).dtype());
    assertEquals(
        Double.doubleToRawLongBits(-0.0),
        Double.doubleToRawLongBits(Creation.full(DType.FLOAT64, -0.0, 70_000).getDouble(69_999)));
  }

  @Test
  void namesTheWrongDType() {
    var array = NDArray.of(1, 2);
    refuses(
        "elements of int32 arrays are read and written as long, not as double",
        () -> array.getDouble(0));
    refuses(
        "elements of int32 arrays are read and written as long, not as boolean",
        () -> array.setBoolean(true, 0));
    refuses(
        "the int32 array of shape (2,) gives a Java array of another type: its elements are int32,"
            + " not int64",
        array::toLongArray);
    refuses("int32 has no value 2147483648", () -> array.setLong(1L << 31, 0));
    refuses("uint8 has no value 0.5", () -> Creation.full(DType.UINT8, 0.5, 1));
    refuses("int64 has no value 9.223372036854776E18", () -> Creation.full(DType.INT64, 0x1p63));
  }

  @Test
  void namesTheWrongIndex() {
    var array = Creation.zeros(DType.FLOAT64, 2, 3);
    refuses(
        "index -1 is out of range for axis 0 of size 2 in an array of shape (2, 3)",
        () -> array.getDouble(-1, 0));
    refuses(
        "index 3 is out of range for axis 1 of size 3 in an array of shape (2, 3)",
        () -> array.setDouble(1, 1, 3));
    refuses(
        "1 indices [5] given for an array of shape (2, 3), which needs 2",
        () -> array.getDouble(5));
  }

  @Test
  void namesTheWrongNumberOfValues() {
    refuses("shape (2, 2) needs 4 values, got 3", () -> NDArray.fromArray(new int[3], 2, 2));
    refuses(
        "all rows must have the length of the first, 2; row 1 has length 1",
        () -> NDArray.of(new double[] {1, 2}, new double[] {3}));
  }

  @Test
  void refusesImpossibleSizes() {
    long huge = Long.MAX_VALUE;
    refuses(
        "shape (9223372036854775807, 9223372036854775807) has more than 2^63 - 1 elements",
        () -> Creation.zeros(DType.UINT8, huge, huge));
    refuses(
        "shape (0, 9223372036854775807, 2) has more than 2^63 - 1 elements",
        () -> Creation.zeros(DType.UINT8, 0, huge, 2));
    refuses(
        "the float64 array of shape (9223372036854775807,) is too large: its size exceeds 2^63 - 1"
            + " bytes",
        () -> Creation.zeros(DType.FLOAT64, huge));
    refuses("shape (3, -1) has a negative size", () -> Creation.zeros(DType.UINT8, 3, -1));
    refuses("a shape has at most 64 axes, got 65", () -> Creation.zeros(DType.UINT8, new long[65]));
    refuses(
        "shape (4294967296, 4294967296) has more than 2^63 - 1 elements",
        () -> NDArray.of(1L).broadcastTo(1L << 32, 1L << 32));
    refuses(
        "shape (9223372036854775807, 9223372036854775807) has more than 2^63 - 1 elements",
        () -> Creation.eye(huge));
  }

  private static void refuses(String message, Runnable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action::run).getMessage());
  }
}
