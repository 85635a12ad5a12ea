package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Runs programs on the interpreter, whatever form they are in, on inputs made from a seed: what a
/// rewrite must not change.
///
/// A quarter of the float elements are special: zeros of both signs, infinities, NaN, subnormals.
public final class Evaluation {
  private static final double[] SPECIAL = {
    0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0x1p-1070, 1e300
  };

  private Evaluation() {}

  /// The outputs of every kernel of the program, as text: canonical bits, or the failure.
  public static String run(Program program, Map<String, Long> sizes, Values values) {
    var outputs = new StringBuilder();
    for (var kernel : program.kernels()) {
      outputs.append(kernel.name()).append(": ").append(run(program, kernel, sizes, values));
    }
    return outputs.toString();
  }

  /// Which elements inputs hold.
  public enum Values {
    /// With zeros of both signs, infinities and NaN among them.
    SPECIAL,
    /// Numbers whose sums and products show in which order they were taken.
    ORDINARY
  }

  /// Both programs give the same outputs, or fail in the same way.
  public static void assertSame(Program before, Program after, Map<String, Long> sizes) {
    for (var values : Values.values()) {
      assertEquals(run(before, sizes, values), run(after, sizes, values), () -> "with " + sizes);
    }
  }

  private static String run(
      Program program, Kernel kernel, Map<String, Long> sizes, Values values) {
    var random = new SplittableRandom(42);
    try (var arena = Arena.ofConfined()) {
      var arguments = new HashMap<String, Argument>();
      var views = new ArrayList<Argument.View>();
      for (var parameter : kernel.parameters()) {
        var argument = argument(parameter, sizes, values, random, arena);
        arguments.put(parameter.name(), argument);
        if (parameter.role().isWritten() && argument instanceof Argument.View view) {
          views.add(view);
        }
      }
      var backend = InterpreterBackend.asWritten(program);
      try (var launcher = Launcher.of(program, kernel.name(), backend, CompileOptions.scalar())) {
        launcher.launch(arguments, arena);
      }
      return views.stream().map(Evaluation::contents).toList() + "\n";
    } catch (KernelException | LaunchException failure) {
      return failure.getMessage() + "\n";
    }
  }

  private static Argument argument(
      Parameter parameter,
      Map<String, Long> sizes,
      Values values,
      SplittableRandom random,
      Arena arena) {
    return switch (parameter.value().type()) {
      case ScalarType type ->
          new Argument.Scalar(
              type,
              type == ScalarType.I64 && sizes.containsKey(parameter.name())
                  ? sizes.get(parameter.name())
                  : element(type, values, random));
      case ViewType type -> view(type, sizes, values, random, arena);
    };
  }

  private static Argument.View view(
      ViewType type, Map<String, Long> sizes, Values values, SplittableRandom random, Arena arena) {
    var extents = type.dims().stream().mapToLong(dim -> dim.evaluate(sizes)).toArray();
    var strides = new long[extents.length];
    var count = 1L;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = count;
      count *= extents[axis];
    }
    var element = type.element();
    var memory = arena.allocate(Math.max(1, count * element.sizeBytes()), 64);
    for (var i = 0L; i < count; i++) {
      ElementMemory.store(
          element, memory, i * element.sizeBytes(), element(element, values, random));
    }
    return Argument.View.of(element, memory, 0, extents, strides);
  }

  private static long element(ScalarType type, Values values, SplittableRandom random) {
    var isSpecial = values == Values.SPECIAL && random.nextInt(4) == 0;
    var number =
        isSpecial
            ? SPECIAL[random.nextInt(SPECIAL.length)]
            : (random.nextDouble() - 0.5) * (1L << random.nextInt(20));
    return switch (type) {
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64 -> type.wrap(random.nextLong());
      case F16, BF16, F32, F64 ->
          ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(number));
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }

  private static List<String> contents(Argument.View view) {
    var count = view.memory().byteSize() / view.type().sizeBytes();
    var elements = new ArrayList<String>();
    for (var i = 0L; i < count; i++) {
      elements.add(Long.toHexString(view.type().canonical(get(view, i))));
    }
    return elements;
  }

  private static long get(Argument.View view, long index) {
    return ElementMemory.load(view.type(), view.memory(), index * view.type().sizeBytes());
  }
}
