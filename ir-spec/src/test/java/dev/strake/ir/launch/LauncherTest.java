package dev.strake.ir.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a launch refuses, and that nothing is written then.
final class LauncherTest {
  private static final String COPY =
      """
      kernel copy(%0 in x: view<i64, [n]>, %1 out y: view<i64, [n]>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 {
          %5 = load %0[%4]
          store %1[%4], %5
        }
      }
      """;

  private static final String SQUARES =
      """
      kernel squares(%0 in k: i64, %1 out y: view<i64, []>) {
        %2 = const i64 0
        %3 = local view<i64, [k, k] dense> !1
        %4 = local view<u8, [100] dense>
        %5 = check_index %2, %0
        store %3[%5, %5], %2
        %6 = load %3[%5, %5]
        %7 = const u8 7
        store %4[%2], %7
        %8 = load %4[%2]
        %9 = cast i64 %8
        %10 = add %6, %9
        store %1[], %10
      }
      sites { !1 = "squares.strake" 3:5-3:9 }
      """;

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  private static Launcher launcher(String text) {
    var program = IrParser.parse(text);
    var kernel = program.kernels().getFirst().name();
    return Launcher.of(program, kernel, new InterpreterBackend(), CompileOptions.scalar());
  }

  private static Argument.View vector(MemorySegment memory) {
    var extents = new long[] {memory.byteSize() / 8};
    return Argument.View.of(ScalarType.I64, memory, 0, extents, new long[] {1});
  }

  private Argument.View vector(long... elements) {
    return vector(arena.allocateFrom(ValueLayout.JAVA_LONG, elements));
  }

  private static Argument.View number(MemorySegment memory) {
    return Argument.View.of(ScalarType.I64, memory, 0, new long[0], new long[0]);
  }

  private static Argument.Scalar scalar(long value) {
    return new Argument.Scalar(ScalarType.I64, value);
  }

  private void refuses(String message, String text, Map<String, Argument> arguments) {
    try (var launcher = launcher(text)) {
      var refused = assertThrows(LaunchException.class, () -> launcher.launch(arguments, arena));
      assertEquals(message, refused.getMessage());
    }
  }

  @Test
  void refusesMemoryClosedSinceTheViewWasMade() {
    var shared = Arena.ofShared();
    var x = vector(shared.allocate(24, 8));
    shared.close();
    refuses("copy: x lies in memory that is closed", COPY, Map.of("x", x, "y", vector(1, 2, 3)));
  }

  @Test
  void refusesMemoryOfAnotherThread() throws InterruptedException {
    var views = new HashMap<String, Argument>();
    var other =
        Thread.ofPlatform().start(() -> views.put("y", vector(Arena.ofConfined().allocate(24, 8))));
    other.join();
    views.put("x", vector(1, 2, 3));
    refuses("copy: y lies in memory that only another thread may use", COPY, views);
  }

  @Test
  void refusesToWriteWhatIsReadOnly() {
    var memory = arena.allocate(24, 8);
    var readOnly = vector(memory.asReadOnly());
    var x = vector(1, 2, 3);
    refuses("copy: y is written, but its memory is read-only", COPY, Map.of("x", x, "y", readOnly));
    assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 0));
    try (var launcher = launcher(COPY)) {
      launcher.launch(Map.of("x", readOnly, "y", x), arena);
      assertEquals(0, x.memory().get(ValueLayout.JAVA_LONG, 16));
    }
  }

  @Test
  void refusesProgramsThatBreakARule() {
    var scheduled = COPY.replace("for par", "for lanes(4)");
    var refused = assertThrows(IllegalArgumentException.class, () -> launcher(scheduled));
    assertTrue(refused.getMessage().contains("R17 in kernel copy"), refused.getMessage());
  }

  @Test
  void refusesLocalArraysBeyondTheBudget() {
    var memory = arena.allocate(8, 8);
    var y = number(memory);
    try (var launcher = launcher(SQUARES)) {
      var fits = 8 * 100 * 100 + 128;
      launcher.launch(Map.of("k", scalar(100), "y", y), arena, fits);
      assertEquals(7, memory.get(ValueLayout.JAVA_LONG, 0));
      memory.fill((byte) 0);
      var arguments = Map.<String, Argument>of("k", scalar(100), "y", y);
      var refused =
          assertThrows(LaunchException.class, () -> launcher.launch(arguments, arena, fits - 1));
      assertEquals(
          "squares: local arrays take 80128 bytes, of which i64[k, k] takes 80000 bytes"
              + " (squares.strake:3:5); a launch may take 80127 bytes; k is 100",
          refused.getMessage());
      assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 0));
    }
  }

  @Test
  void sumsLocalArraysWithoutOverflow() {
    var message =
        "squares: local arrays take 633825300114114700748351602816 bytes (549755813888.0 EiB),"
            + " of which i64[k, k] takes 633825300114114700748351602688 bytes (549755813888.0 EiB)"
            + " (squares.strake:3:5); a launch may take "
            + Bytes.text(MemoryLimit.budgetBytes())
            + "; k is 281474976710656";
    var y = number(arena.allocate(8, 8));
    refuses(message, SQUARES, Map.of("k", scalar(1L << 48), "y", y));
  }

  @Test
  void takesOnePieceOfScratch() {
    var memory = arena.allocate(8, 8);
    var piece = arena.allocate(1 << 12, 64);
    try (var launcher = launcher(SQUARES)) {
      var arguments = Map.of("k", scalar(5), "y", number(memory));
      launcher.launch(arguments, SegmentAllocator.prefixAllocator(piece));
      assertEquals(7, memory.get(ValueLayout.JAVA_LONG, 0));
      SegmentAllocator misaligned = (_, _) -> piece.asSlice(8);
      assertThrows(IllegalArgumentException.class, () -> launcher.launch(arguments, misaligned));
      SegmentAllocator small = (_, _) -> piece.asSlice(0, 64);
      assertThrows(IllegalArgumentException.class, () -> launcher.launch(arguments, small));
      SegmentAllocator onHeap = (size, _) -> MemorySegment.ofArray(new long[(int) size / 8]);
      assertThrows(IllegalArgumentException.class, () -> launcher.launch(arguments, onHeap));
    }
  }

  /// A map that shows the checks another array than it shows later.
  @Test
  void usesTheArgumentsItChecked() {
    var x = vector(1, 2, 3);
    var y = vector(0, 0, 0);
    var lying =
        new AbstractMap<String, Argument>() {
          private int asked;

          @Override
          public Argument get(Object name) {
            return name.equals("x") && ++asked > 2 ? vector(9) : entry((String) name);
          }

          private Argument entry(String name) {
            return name.equals("x") ? x : y;
          }

          @Override
          public Set<Entry<String, Argument>> entrySet() {
            return Map.<String, Argument>of("x", x, "y", y).entrySet();
          }
        };
    try (var launcher = launcher(COPY)) {
      launcher.launch(lying, arena);
      assertEquals(3, y.memory().get(ValueLayout.JAVA_LONG, 16));
    }
  }

  @Test
  void refusesToRunOnceItIsClosed() {
    var launcher = launcher(COPY);
    launcher.close();
    var arguments = Map.<String, Argument>of("x", vector(1), "y", vector(1));
    assertThrows(IllegalStateException.class, () -> launcher.launch(arguments, arena));
  }

  private static final String CORNER =
      """
      kernel corner(%0 in a: i64, %1 in b: i64, %2 in x: view<i64, [n]>, %3 out y: view<i64, []>) {
        %4 = const i64 0
        %5 = mul %0, %1
        for par %6 in %4..%5 {
          for seq %7 in %4..%0 {
            %8 = sub %6, %5
            %9 = add %8, %5
            %10 = load %2[%9]
            store %3[], %10
          }
        }
      }
      """;

  private void corner(long a, long b) {
    try (var launcher = launcher(CORNER)) {
      var y = number(arena.allocate(8, 8));
      launcher.launch(Map.of("a", scalar(a), "b", scalar(b), "x", vector(1, 2, 3), "y", y), arena);
    }
  }

  @Test
  void computesCornersExactly() {
    corner(1, 3);
    corner(3, 1);
    // 2^64 wraps to 0: no iteration.
    corner(1L << 32, 1L << 32);
    // 2^64 + 1 wraps to 1, around a loop that is empty.
    corner(-274177, -67280421310721L);
    assertThrows(LaunchException.class, () -> corner(1, 4));
    // 2^64 + 1 wraps to 1: refused all the same.
    assertThrows(LaunchException.class, () -> corner(274177, 67280421310721L));
  }
}
