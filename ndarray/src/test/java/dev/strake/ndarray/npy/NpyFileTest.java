package dev.strake.ndarray.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Slice;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that NumPy wrote (`make_files.py`), and files written here.
class NpyFileTest {
  @TempDir Path folder;

  static Path file(String name) {
    try {
      return Path.of(NpyFileTest.class.getResource(name + ".npy").toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void check(String name, DType dtype, String printed) throws IOException {
    try (var array = NpyFile.read(file(name))) {
      assertEquals(dtype, array.dtype(), name);
      assertEquals(printed, array.toString(), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"little_c", "little_f", "big_c", "big_f"})
  void readsBothByteOrdersAndElementOrders(String order) throws IOException {
    check("int16_" + order, DType.INT16, "[[-2 -1  0]\n [ 1  2  3]]");
    check("int32_" + order, DType.INT32, "[[-2 -1  0]\n [ 1  2  3]]");
    check("uint16_" + order, DType.UINT16, "[[0 1 2]\n [3 4 5]]");
    check("uint32_" + order, DType.UINT32, "[[0 1 2]\n [3 4 5]]");
    check("uint64_" + order, DType.UINT64, "[[0 1 2]\n [3 4 5]]");
    check("float16_" + order, DType.FLOAT16, "[[-2. -1.  0.]\n [ 1.  2.  3.]]");
    check("int64_" + order, DType.INT64, "[[-2 -1  0]\n [ 1  2  3]]");
    check("float32_" + order, DType.FLOAT32, "[[-2. -1.  0.]\n [ 1.  2.  3.]]");
    check("float64_" + order, DType.FLOAT64, "[[-2. -1.  0.]\n [ 1.  2.  3.]]");
    var complex = "[[-2.+5.j -1.+4.j  0.+3.j]\n [ 1.+2.j  2.+1.j  3.+0.j]]";
    check("complex64_" + order, DType.COMPLEX64, complex);
    check("complex128_" + order, DType.COMPLEX128, complex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any_c", "any_f"})
  void readsSingleBytes(String order) throws IOException {
    check("bool_" + order, DType.BOOL, "[[False  True False]\n [ True False  True]]");
    check("uint8_" + order, DType.UINT8, "[[0 1 2]\n [3 4 5]]");
    check("int8_" + order, DType.INT8, "[[-2 -1  0]\n [ 1  2  3]]");
  }

  /// As `print` of Python shows them.
  @Test
  void showsTheEndsOfTypesAsNumPyDoes() throws IOException {
    check(
        "special_half",
        DType.FLOAT16,
        "[      nan       inf      -inf -0.00e+00  5.96e-08  1.00e-01  6.55e+04]");
    check(
        "largest",
        DType.UINT64,
        "[                   0  9223372036854775808 18446744073709551615]");
  }

  @Test
  void refusesToWriteWhatNumPyHasNot() throws IOException {
    try (var array = Creation.ones(DType.BFLOAT16, 2)) {
      var refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> NpyFile.write(folder.resolve("brain.npy"), array));
      assertEquals(".npy files have no bfloat16; save the array as float32", refusal.getMessage());
    }
  }

  @Test
  void readsAllVersions() throws IOException {
    check("version_2", DType.FLOAT64, "[[-2. -1.  0.]\n [ 1.  2.  3.]]");
    check("version_3", DType.FLOAT64, "[[-2. -1.  0.]\n [ 1.  2.  3.]]");
    check("version_3_fortran_big", DType.INT32, "[[-2 -1  0]\n [ 1  2  3]]");
  }

  @Test
  void readsAllShapes() throws IOException {
    check("no_axes", DType.FLOAT64, "2.5");
    check("one_axis", DType.FLOAT64, "[0. 1. 2. 3. 4.]");
    check("no_elements", DType.FLOAT64, "[]");
    try (var array = NpyFile.read(file("no_elements_3d"))) {
      assertEquals("(2, 0, 3)", array.shape().toString());
    }
    try (var array = NpyFile.read(file("fortran_3d"))) {
      assertEquals(1 * 12 + 2 * 4 + 3, array.getLong(1, 2, 3));
      assertArrayEquals(new long[] {1, 2, 6}, array.strides());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bool_any_c",
        "uint8_any_c",
        "int8_any_c",
        "int16_little_c",
        "uint16_little_c",
        "uint32_little_c",
        "uint64_little_c",
        "float16_little_c",
        "special_half",
        "largest",
        "int32_little_c",
        "int64_little_c",
        "float32_little_c",
        "float64_little_c",
        "complex64_little_c",
        "complex128_little_c",
        "special_complex",
        "no_axes",
        "one_axis",
        "no_elements",
        "no_elements_3d",
        "special"
      })
  void writesTheBytesNumPyWrites(String name) throws IOException {
    var written = folder.resolve("written.npy");
    try (var array = NpyFile.read(file(name))) {
      NpyFile.write(written, array);
    }
    assertArrayEquals(Files.readAllBytes(file(name)), Files.readAllBytes(written));
  }

  @Test
  void writesViewsInRowMajorOrder() throws IOException {
    var written = folder.resolve("written.npy");
    try (var array = NpyFile.read(file("fortran_3d"))) {
      NpyFile.write(written, array.slice(Slice.from(1), Slice.reversed()).at(0, 0));
      assertEquals(NDArray.of(1L).dtype(), array.dtype());
    }
    try (var array = NpyFile.read(written)) {
      assertEquals("[[20 21 22 23]\n [16 17 18 19]\n [12 13 14 15]]", array.toString());
    }
  }

  @Test
  void writesEveryNaNAsTheCanonicalOne() throws IOException {
    double[] doubles = {Double.longBitsToDouble(0xfff8000000000001L), -Double.NaN, 1};
    float[] floats = {Float.intBitsToFloat(0xffc00001), Float.intBitsToFloat(0x7f800001)};
    var data = dataOf(NDArray.of(doubles));
    assertEquals(0x7ff8000000000000L, data.getLong(0));
    assertEquals(0x7ff8000000000000L, data.getLong(8));
    assertEquals(Double.doubleToRawLongBits(1), data.getLong(16));
    assertEquals(0x7fc000007fc00000L, dataOf(NDArray.of(floats)).getLong(0));
  }

  private ByteBuffer dataOf(NDArray array) throws IOException {
    var written = folder.resolve("written.npy");
    NpyFile.write(written, array);
    byte[] bytes = Files.readAllBytes(written);
    return ByteBuffer.wrap(bytes, 128, bytes.length - 128).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void writesAndReadsBlockwise() throws IOException {
    var written = folder.resolve("large.npy");
    try (var array = Creation.arange(1_000_003)) {
      NpyFile.write(written, array);
      try (var read = NpyFile.read(written)) {
        assertArrayEquals(array.toLongArray(), read.toLongArray());
      }
    }
  }

  @Test
  void readsOtherBytesAsTrue() throws IOException {
    byte[] bytes = Files.readAllBytes(file("bool_any_c"));
    bytes[bytes.length - 1] = 2;
    var changed = Files.write(folder.resolve("changed.npy"), bytes);
    try (var array = NpyFile.read(changed)) {
      assertTrue(array.getBoolean(1, 2));
      NpyFile.write(changed, array);
    }
    assertArrayEquals(Files.readAllBytes(file("bool_any_c")), Files.readAllBytes(changed));
  }

  @Test
  void replacesFilesAndKeepsLinks() throws IOException {
    var target = Files.writeString(folder.resolve("target.npy"), "old");
    var link = Files.createSymbolicLink(folder.resolve("link.npy"), target);
    NpyFile.write(link, NDArray.of(1.5));
    assertTrue(Files.isSymbolicLink(link));
    try (var array = NpyFile.read(target)) {
      assertEquals("[1.5]", array.toString());
    }
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
    assertFalse(Files.exists(folder.resolve(".link.npy")));
  }
}
