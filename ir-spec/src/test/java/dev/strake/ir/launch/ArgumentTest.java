package dev.strake.ir.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentTest {
  private static final MemorySegment MEMORY = Arena.global().allocate(80, 8);

  private static Argument.View view(long offset, long extent, long stride) {
    var extents = new long[] {extent};
    return Argument.View.of(ScalarType.I64, MEMORY, offset, extents, new long[] {stride});
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 1",
    "9, 10, -1",
    "0, 1, 9223372036854775807",
    "0, 1, -9223372036854775808",
    "9, 281474976710656, 0",
    "0, 0, -9223372036854775808",
    "9223372036854775807, 0, 1",
    "-1, 0, 1"
  })
  void acceptsWhatStaysInside(long offset, long extent, long stride) {
    var view = view(offset, extent, stride);
    var address = extent == 0 ? MEMORY.address() : MEMORY.address() + 8 * offset;
    assertEquals(address, view.address());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 11, 1",
    "1, 10, 1",
    "8, 10, -1",
    "10, 10, -1",
    "10, 1, 0",
    "-1, 1, 1",
    "-1, 2, 1",
    "0, -1, 1",
    "0, -9223372036854775808, 1",
    "0, 2, 9223372036854775807",
    "0, 2, -9223372036854775808",
    "9, 3, -9223372036854775808",
    "9, 281474976710656, 1",
    "9, 9223372036854775807, 9223372036854775807",
    "9223372036854775807, 2, 1",
    "-9223372036854775808, 2, -1",
    "1152921504606846976, 1, 1"
  })
  void refusesWhatLeavesMemory(long offset, long extent, long stride) {
    assertThrows(IllegalArgumentException.class, () -> view(offset, extent, stride));
  }

  @Test
  void refusesSumsOfStepsThatOverflow() {
    var extents = new long[] {2, 2, 2};
    var strides = new long[] {Long.MAX_VALUE, Long.MAX_VALUE, 2};
    assertThrows(
        IllegalArgumentException.class,
        () -> Argument.View.of(ScalarType.I64, MEMORY, 0, extents, strides));
  }

  @Test
  void keepsExtentsOfItsOwn() {
    var extents = new long[] {10};
    var view = Argument.View.of(ScalarType.I64, MEMORY, 0, extents, new long[] {1});
    extents[0] = 1_000;
    assertEquals(10, view.extent(0));
  }

  private static void refuses(String reason, ScalarType type, MemorySegment memory) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Argument.View.of(type, memory, 0, new long[] {1}, new long[] {1}));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void refusesMemoryThatKernelsCannotUse(@TempDir Path folder) throws IOException {
    refuses("native", ScalarType.I64, MemorySegment.ofArray(new long[4]));
    refuses("aligned", ScalarType.I64, MEMORY.asSlice(1));
    refuses("aligned", ScalarType.I32, MEMORY.asSlice(2));
    var arena = Arena.ofShared();
    var closed = arena.allocate(8, 8);
    arena.close();
    refuses("closed", ScalarType.I64, closed);
    var file = Files.write(folder.resolve("numbers"), new byte[64]);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var mapping = Arena.ofConfined()) {
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 64, mapping);
      refuses("mapped file", ScalarType.I64, mapped);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 2",
    "BOOL, -1",
    "U8, 256",
    "U8, -1",
    "I32, 2147483648",
    "I32, -2147483649",
    "F32, -1",
    "F32, 4294967296"
  })
  void refusesBitsOfNoValue(ScalarType type, long bits) {
    assertThrows(IllegalArgumentException.class, () -> new Argument.Scalar(type, bits));
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 1",
    "U8, 255",
    "I32, -2147483648",
    "I32, 2147483647",
    "I64, -9223372036854775808",
    "F32, 4294967295",
    "F64, -1"
  })
  void acceptsBitsOfValues(ScalarType type, long bits) {
    assertEquals(bits, new Argument.Scalar(type, bits).bits());
  }
}
