package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.cli.safety.GuardedMemory.Placement;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Another thread writes to an operand while the kernel reads it: an index that was checked must be
/// the index that is used. Any result is fine, so is the failure; leaving memory is not.
final class RacingWriters {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final long MILLIS_PER_ENGINE = 40;
  private static final long MANY = 3_000;

  /// The value that is not a number of an element, and is far outside of all memory.
  private static final long WILD = 1L << 44;

  private RacingWriters() {}

  static List<Attempt> all() {
    var attempts = new ArrayList<Attempt>();
    attempts.add(
        racing("a gather", ScalarType.I64, 1, WILD, loop("%9 = load %0[%8]\n store %2[], %9")));
    attempts.add(
        racing(
            "a gather below 0",
            ScalarType.I64,
            3,
            -WILD,
            loop("%9 = load %0[%8]\n store %2[], %9")));
    attempts.add(racing("a store", ScalarType.I64, 1, WILD, loop("store %3[%8], %8")));
    attempts.add(
        racing(
            "an index in floats",
            ScalarType.F64,
            Double.doubleToRawLongBits(2),
            Double.doubleToRawLongBits(1e13),
            loop("%9 = cast i64 %8\n %10 = load %0[%9]\n store %2[], %10")));
    attempts.add(
        racing(
            "an index in 32 bits",
            ScalarType.I32,
            2,
            Integer.MIN_VALUE,
            loop("%9 = cast i64 %8\n %10 = load %0[%9]\n store %2[], %10")));
    attempts.add(
        racing(
            "an index in bools",
            ScalarType.BOOL,
            1,
            200,
            loop("%9 = cast i64 %8\n %10 = load %0[%9]\n store %2[], %10")));
    attempts.add(
        racing("a divisor", ScalarType.I64, 1, 0, loop("%9 = div %5, %8\n store %2[], %9")));
    attempts.add(
        racing("a divisor that is -1", ScalarType.I64, 1, -1, loop(SMALLEST + "store %2[], %10")));
    attempts.add(racing("an index that is asserted", ScalarType.I64, 1, WILD, loop(ASSERTED)));
    attempts.add(racing("an index that is guarded", ScalarType.I64, 1, WILD, loop(GUARDED)));
    attempts.add(racing("a limit that is compared twice", ScalarType.I64, 1, WILD, loop(LIMITED)));
    attempts.add(racing("a loop bound", ScalarType.I64, 4, WILD, loop(BOUND)));
    attempts.add(
        racing("a loop bound that is guarded", ScalarType.I64, 4, WILD, loop(GUARDED_BOUND)));
    attempts.add(racing("an index in a while loop", ScalarType.I64, 1, WILD, WHILE));
    attempts.add(racing("an index in a reduction", ScalarType.I64, 1, WILD, REDUCTION));
    attempts.add(racing("an index that is masked", ScalarType.I64, 1, WILD, loop(MASKED)));
    attempts.add(racing("an index through a local array", ScalarType.I64, 1, WILD, loop(LOCAL)));
    attempts.add(racing("an index that a block checks ahead", ScalarType.I64, 1, WILD, BLOCK));
    for (var outside : List.of("error", "drop", "clamp", "wrap")) {
      var text = SCATTER.replace("OUTSIDE", outside);
      attempts.add(racing("a scatter that does " + outside, ScalarType.I64, 1, -WILD, text));
      attempts.add(
          racing(
              "a sum scattered with " + outside,
              ScalarType.I64,
              1,
              WILD,
              text.replace("set", "add")));
    }
    return attempts;
  }

  private static final String HEAD =
      """
      kernel race(%0 in x: view<i64, [4]>, %1 in r: view<T, [n]>, %2 inout s: view<i64, []>, %3 inout y: view<i64, [4]>) {
        %4 = const i64 0
        %5 = const i64 7
        %6 = size n
      """;

  /// `body` runs for every %7; %8 is what the other thread changes, %5 is 7.
  private static String loop(String body) {
    return HEAD + "for seq %7 in %4..%6 {\n %8 = load %1[%7]\n" + body + "\n}\n}\n";
  }

  private static final String SMALLEST =
      """
      %9 = const i64 -9223372036854775808
      %10 = rem %9, %8
      """;

  private static final String ASSERTED =
      """
      %9 = const i64 4
      %10 = lt %8, %9
      %11 = ge %8, %4
      %12 = and %10, %11
      assert %12, "inside"
      %13 = load %0[%8]
      store %2[], %13
      """;

  private static final String GUARDED =
      """
      %9 = const i64 4
      %10 = lt %8, %9
      %11 = ge %8, %4
      %12 = and %10, %11
      if %12 {
        %13 = load %0[%8]
        store %2[], %13
        store %3[%8], %13
      }
      """;

  /// `if 2 < limit && limit <= 4 && 2^44 < limit { x[2^44] }`, which is never so.
  private static final String LIMITED =
      """
      %9 = const i64 4
      %10 = const i64 17592186044415
      %11 = le %8, %9
      if %11 {
        %12 = lt %10, %8
        if %12 {
          %13 = load %0[%10]
          store %2[], %13
        }
      }
      """;

  private static final String BOUND =
      """
      for seq %9 in %4..%8 {
        %10 = load %0[%9]
        store %2[], %10
      }
      """;

  private static final String GUARDED_BOUND =
      """
      %9 = const i64 4
      %10 = le %8, %9
      if %10 {
        for seq %11 in %4..%8 {
          %12 = load %0[%11]
          store %3[%11], %12
        }
      }
      """;

  /// The second access needs no check, since the first has one; the arithmetic is long enough for
  /// checks to be made ahead of it.
  private static final String BLOCK =
      """
      kernel race(%0 in x: view<i64, [4]>, %1 in r: view<T, [n]>, %2 inout s: view<i64, []>, %3 inout y: view<i64, [4]>) {
        %4 = const i64 0
        %5 = const i64 7
        %6 = const i64 4
        for seq %7 in %4..%5 {
          for par %8 in %4..%6 {
            %9 = load %1[%4]
            %10 = load %0[%9]
            %11 = mul %10, %10
            %12 = mul %11, %5
            %13 = mul %12, %10
            %14 = mul %13, %8
            %15 = mul %14, %9
            %16 = mul %15, %5
            %17 = mul %16, %13
            %18 = mul %17, %14
            %19 = mul %18, %15
            %20 = mul %19, %16
            %21 = mul %20, %5
            %22 = mul %21, %16
            %23 = mul %22, %17
            %24 = load %0[%9]
            %25 = add %23, %24
            store %3[%8], %25
          }
        }
      }
      """;

  private static final String MASKED =
      """
      %9 = const i64 3
      %10 = and %8, %9
      %11 = load %0[%10]
      store %3[%10], %11
      """;

  private static final String LOCAL =
      """
      %9 = local view<i64, [4] dense>
      %10 = const i64 2
      store %9[%10], %8
      %11 = load %9[%10]
      %12 = load %0[%11]
      store %2[], %12
      """;

  private static final String WHILE =
      HEAD
          + """
            %7 = while carry (%8 = %4) {
              %9 = lt %8, %6
              yield %9
            } do (%10) {
              %11 = load %1[%10]
              %12 = load %0[%11]
              %13 = const i64 1
              %14 = add %10, %13
              yield %14
            }
            store %2[], %7
          }
          """;

  private static final String REDUCTION =
      HEAD
          + """
            %7 = reduce sum lanes %8 in %4..%6 {
              %9 = load %1[%8]
              %10 = load %0[%9]
              yield %10
            }
            store %2[], %7
          }
          """;

  private static final String SCATTER =
      HEAD
          + """
            scatter set OUTSIDE %3 for %7 in %4..%6 {
              %8 = load %1[%7]
              yield %8, %7
            }
          }
          """;

  private static Attempt racing(
      String name, ScalarType type, long valid, long invalid, String text) {
    return Attempt.of(
        "another thread changes " + name,
        "stayed inside",
        engine ->
            Outcomes.of(
                () -> race(engine, text.replace("<T,", "<" + type + ","), type, valid, invalid)));
  }

  private static String race(Engine engine, String text, ScalarType type, long valid, long invalid)
      throws Exception {
    var program = IrParser.parse(text);
    var racing = Arena.global().allocate(8, 8);
    var running = new AtomicBoolean(true);
    var writer =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (running.get()) {
                    LONG.setOpaque(racing, 0L, invalid);
                    LONG.setOpaque(racing, 0L, valid);
                  }
                });
    try (var launcher = Launcher.of(program, "race", engine.backend(), engine.options())) {
      return launchOften(launcher, arguments(launcher.kernel().parameters(), racing, type));
    } finally {
      running.set(false);
      writer.join();
    }
  }

  private static Map<String, GuardedArray> guarded() {
    var arrays = new LinkedHashMap<String, GuardedArray>();
    arrays.put("x", GuardedArray.parse(ScalarType.I64, "{0,1,2,3}", Placement.END));
    arrays.put("y", GuardedArray.parse(ScalarType.I64, "{0,1,2,3}", Placement.START));
    return arrays;
  }

  /// Every element of the view the other thread changes is the same eight bytes.
  private static Arguments arguments(
      List<Parameter> parameters, MemorySegment racing, ScalarType type) {
    var arrays = guarded();
    var arguments = new LinkedHashMap<String, Argument>();
    arrays.forEach((name, array) -> arguments.put(name, array.argument()));
    var result = Arena.global().allocate(8, 8);
    arguments.put("s", Argument.View.of(ScalarType.I64, result, 0, new long[0], new long[0]));
    arguments.put("r", Argument.View.of(type, racing, 0, new long[] {MANY}, new long[] {0}));
    if (arguments.size() != parameters.size()) {
      throw new IllegalStateException(arguments + " for " + parameters);
    }
    return new Arguments(arguments, arrays);
  }

  private record Arguments(Map<String, Argument> arguments, Map<String, GuardedArray> arrays) {}

  private static String launchOften(Launcher launcher, Arguments given) {
    var x = given.arrays().get("x");
    var y = given.arrays().get("y");
    var operand = x.guarded().snapshot();
    var result = y.guarded().snapshot();
    var end = System.currentTimeMillis() + MILLIS_PER_ENGINE;
    do {
      try (var arena = Arena.ofConfined()) {
        launcher.launch(given.arguments(), arena);
      } catch (KernelException failure) {
        // It met the invalid value, and said so.
        continue;
      }
    } while (System.currentTimeMillis() < end);
    var isInside =
        Arrays.equals(operand, x.guarded().snapshot())
            && y.firstStrayByte(result, y.guarded().snapshot()) < 0;
    return isInside ? "stayed inside" : "TRESPASS";
  }
}
