package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Action;
import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Memory that is not what it seems: closed, of another thread, read-only, shared by operands.
final class HostileArguments {
  private static final String COPY =
      """
      kernel copy(%0 in x: view<i64, [n]>, %1 inout y: view<i64, [n]>) {
        %2 = const i64 0
        %3 = const i64 1
        %4 = size n
        for par %5 in %2..%4 {
          %6 = sub %4, %5
          %7 = sub %6, %3
          %8 = load %0[%7]
          store %1[%5], %8
        }
      }
      """;

  private static final int COUNT = 40;

  private final List<Attempt> attempts = new ArrayList<>();

  private HostileArguments() {}

  static List<Attempt> all() {
    var table = new HostileArguments();
    table.addMemory();
    table.addSharing();
    table.addViews();
    return table.attempts;
  }

  private void add(String name, String expected, Action action) {
    attempts.add(
        Attempt.of(
            "arguments: " + name, expected, engine -> Outcomes.of(() -> action.make(engine))));
  }

  private static MemorySegment memory(long count) {
    var memory = Arena.ofAuto().allocate(8 * count, 64);
    for (var k = 0; k < count; k++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, k, k);
    }
    return memory;
  }

  private static Argument.View view(MemorySegment memory, long offset, long count, long stride) {
    return Argument.View.of(
        ScalarType.I64, memory, offset, new long[] {count}, new long[] {stride});
  }

  private static Argument.View whole(MemorySegment memory) {
    return view(memory, 0, memory.byteSize() / 8, 1);
  }

  /// Launches [#COPY]; whether `y` is as it was, or holds `x` backwards.
  private static String copy(Engine engine, Argument x, Argument.View y) {
    return copy(engine, x, y, Arena.ofAuto());
  }

  private static String copy(Engine engine, Argument x, Argument.View y, SegmentAllocator scratch) {
    var program = IrParser.parse(COPY);
    try (var launcher = Launcher.of(program, "copy", engine.backend(), engine.options())) {
      launcher.launch(Map.of("x", x, "y", y), scratch);
    }
    return "ran";
  }

  private void addMemory() {
    add(
        "memory closed before the launch",
        "refused",
        engine -> {
          var arena = Arena.ofShared();
          var x = whole(arena.allocate(8 * COUNT, 8));
          arena.close();
          return copy(engine, x, whole(memory(COUNT)));
        });
    add(
        "results in memory closed before the launch",
        "refused",
        engine -> {
          var arena = Arena.ofConfined();
          var y = whole(arena.allocate(8 * COUNT, 8));
          arena.close();
          return copy(engine, whole(memory(COUNT)), y);
        });
    add(
        "memory of another thread",
        "refused",
        engine -> {
          var foreign = new AtomicReference<MemorySegment>();
          var thread = new Thread(() -> foreign.set(Arena.ofConfined().allocate(8 * COUNT, 8)));
          thread.start();
          thread.join();
          return copy(engine, whole(foreign.get()), whole(memory(COUNT)));
        });
    add(
        "results in read-only memory",
        "refused",
        engine -> copy(engine, whole(memory(COUNT)), whole(memory(COUNT).asReadOnly())));
    add(
        "operands in read-only memory",
        "ran",
        engine -> copy(engine, whole(memory(COUNT).asReadOnly()), whole(memory(COUNT))));
    add(
        "a Java array",
        "refused",
        engine ->
            copy(engine, whole(MemorySegment.ofArray(new long[COUNT])), whole(memory(COUNT))));
    add("a mapped file", "refused", HostileArguments::mapped);
    add(
        "memory that is not aligned",
        "refused",
        engine ->
            copy(engine, whole(memory(COUNT + 1).asSlice(4, 8 * COUNT)), whole(memory(COUNT))));
    add(
        "scratch that is the result's own memory",
        "ran",
        engine ->
            copy(engine, whole(memory(COUNT)), whole(memory(COUNT)), (size, _) -> memory(size)));
    add(
        "scratch on the heap",
        "refused",
        engine ->
            copy(
                engine,
                whole(memory(COUNT)),
                whole(memory(COUNT)),
                (size, _) -> MemorySegment.ofArray(new long[(int) size])));
    add(
        "scratch that is too small",
        "refused",
        engine -> copy(engine, whole(memory(COUNT)), whole(memory(COUNT)), (_, _) -> memory(4)));
    add(
        "scratch that is read-only",
        "refused",
        engine ->
            copy(
                engine,
                whole(memory(COUNT)),
                whole(memory(COUNT)),
                (size, _) -> memory(size).asReadOnly()));
  }

  private static String mapped(Engine engine) throws Exception {
    var file = Files.createTempFile("strake-safety", ".bin");
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(memory(COUNT).asByteBuffer());
      var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8 * COUNT, Arena.ofAuto());
      channel.truncate(0);
      return copy(engine, whole(mapped), whole(memory(COUNT)));
    } finally {
      Files.delete(file);
    }
  }

  private void addSharing() {
    shares("the same memory, backwards", "refused", 0, 10, 1, 9, 10, -1);
    shares("the same memory", "refused", 0, 10, 1, 0, 10, 1);
    shares("memory that overlaps in one element", "refused", 0, 10, 1, 9, 10, 1);
    shares("memory side by side", "ran", 0, 10, 1, 10, 10, 1);
    shares("even and odd elements", "ran", 0, 10, 2, 1, 10, 2);
    shares("even elements and every third", "refused", 0, 10, 2, 1, 10, 3);
    shares("elements that are one", "refused", 5, 10, 0, 5, 1, 1);
    shares("a result whose elements are one", "refused", 0, 10, 1, 30, 10, 0);
    shares("a result that runs into its operand", "refused", 20, 10, 1, 29, 10, -1);
    add(
        "a result whose windows overlap",
        "refused",
        engine -> {
          var program =
              IrParser.parse(
                  """
                  kernel fill(%0 inout y: view<i64, [n, m]>) {
                    %1 = const i64 0
                    %2 = size n
                    %3 = size m
                    for par %4 in %1..%2 {
                      for par %5 in %1..%3 {
                        store %0[%4, %5], %4
                      }
                    }
                  }
                  """);
          try (var launcher = Launcher.of(program, "fill", engine.backend(), engine.options())) {
            var y =
                Argument.View.of(
                    ScalarType.I64, memory(40), 0, new long[] {10, 3}, new long[] {2, 1});
            launcher.launch(Map.of("y", y), Arena.ofAuto());
          }
          return "ran";
        });
  }

  private void shares(
      String name,
      String expected,
      long xOffset,
      long xCount,
      long xStride,
      long yOffset,
      long yCount,
      long yStride) {
    add(
        "operands with " + name,
        expected,
        engine -> {
          var memory = memory(COUNT);
          var before = memory.toArray(ValueLayout.JAVA_LONG);
          var x = view(memory, xOffset, xCount, xStride);
          var y = view(memory, yOffset, yCount, yStride);
          var outcome = Outcomes.of(() -> copy(engine, x, y));
          var isSame = Arrays.equals(before, memory.toArray(ValueLayout.JAVA_LONG));
          return outcome + (isSame == outcome.equals("refused") ? "" : " TRESPASS");
        });
  }

  private void addViews() {
    leaves("one element too many", 0, COUNT + 1, 1);
    leaves("an offset beyond", COUNT, 1, 1);
    leaves("an offset below", -1, 1, 1);
    leaves("an offset whose bytes wrap", 1L << 61, 1, 1);
    leaves("the largest offset", Long.MAX_VALUE, 2, 1);
    leaves("the smallest stride", COUNT - 1, 2, Long.MIN_VALUE);
    leaves("the largest stride", 0, 2, Long.MAX_VALUE);
    leaves("a stride whose multiples wrap", 0, 3, Long.MAX_VALUE / 2 + 2);
    leaves("2^48 elements", 0, 1L << 48, 1);
    leaves("the largest extent", 0, Long.MAX_VALUE, 1);
    leaves("a negative extent", 0, -1, 1);
    leaves("backwards one too many", COUNT - 1, COUNT + 1, -1);
    add(
        "steps that wrap to a place inside",
        "refused",
        engine -> {
          var extents = new long[] {2, 2, 1};
          var strides = new long[] {Long.MAX_VALUE, Long.MAX_VALUE, 1};
          var x = Argument.View.of(ScalarType.I64, memory(COUNT), 2, extents, strides);
          return copy(engine, x, whole(memory(COUNT)));
        });
    add(
        "an empty view at a wild offset",
        "ran",
        engine ->
            copy(
                engine,
                view(memory(4), Long.MAX_VALUE, 0, Long.MIN_VALUE),
                view(memory(4), 0, 0, 1)));
    add(
        "a view of more elements than Java counts",
        "ran",
        engine ->
            copy(
                engine,
                view(memory(1), 0, 1, Long.MIN_VALUE),
                view(memory(1), 0, 1, Long.MAX_VALUE)));
  }

  private void leaves(String name, long offset, long count, long stride) {
    add(
        "a view with " + name,
        "refused",
        engine -> copy(engine, view(memory(COUNT), offset, count, stride), whole(memory(COUNT))));
  }
}
