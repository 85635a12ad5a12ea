package dev.strake.frontend;

import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.ScalarText;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs kernels as written on the interpreter, numbers in and out as text.
final class Evaluation {
  private final Arena arena;
  private final Map<String, Argument> arguments = new HashMap<>();

  private Evaluation(Arena arena) {
    this.arena = arena;
  }

  /// Runs the only kernel of a source on inputs such as `x: f64[2, 2] = 1 2 3 4` or `k: i64 = 3`
  /// and returns what it wrote, in the same form, one line each. Type parameters follow from the
  /// inputs.
  static String run(String source, String... inputs) {
    var file = Frontend.check(Source.of("test.strake", source));
    if (!file.isRight()) {
      return ExpectedMistakes.found(file);
    }
    var kernel = file.kernels().getFirst();
    try (var arena = Arena.ofConfined()) {
      var evaluation = new Evaluation(arena);
      var dtypes = new HashMap<String, ScalarType>();
      for (var input : inputs) {
        dtypes.put(input.substring(0, input.indexOf(':')), evaluation.input(input));
      }
      var types = file.infer(kernel.name(), dtypes);
      var ranks = file.ranks(kernel.name(), evaluation.ranks());
      return evaluation.run(file.instantiate(kernel.name(), new KernelChoice(types, ranks)));
    }
  }

  private Map<String, Integer> ranks() {
    var ranks = new HashMap<String, Integer>();
    arguments.forEach(
        (name, argument) -> {
          switch (argument) {
            case Argument.Scalar _ -> ranks.put(name, 0);
            case Argument.View view -> ranks.put(name, view.rank());
          }
        });
    return ranks;
  }

  private String run(Program program) {
    var kernel = program.kernels().getFirst();
    var backend = InterpreterBackend.asWritten(program);
    try (var launcher = Launcher.of(program, kernel.name(), backend, CompileOptions.scalar())) {
      var binding = launcher.bind(arguments);
      for (var result : kernel.results()) {
        var type = result.value().view().element();
        arguments.put(result.name(), view(type, binding.extents(result)));
      }
      launcher.launch(arguments, arena);
    }
    var written = kernel.parameters().stream().filter(p -> p.role().isWritten());
    return String.join("\n", written.map(this::shown).toList());
  }

  private ScalarType input(String input) {
    var name = input.substring(0, input.indexOf(':'));
    var declared = input.substring(input.indexOf(':') + 1, input.indexOf('=')).strip();
    var numbers = List.of(input.substring(input.indexOf('=') + 1).strip().split(" +"));
    var type = ScalarType.named(declared.replaceAll("\\[.*", "")).orElseThrow();
    if (!declared.contains("[") && type.isComplex()) {
      arguments.put(name, filled(type, new long[0], numbers));
      return type;
    }
    if (!declared.contains("[")) {
      arguments.put(name, new Argument.Scalar(type, bits(type, numbers.getFirst())));
      return type;
    }
    var dims = declared.substring(declared.indexOf('[') + 1, declared.indexOf(']'));
    var extents =
        dims.isEmpty()
            ? new long[0]
            : Arrays.stream(dims.split(", *")).mapToLong(Long::parseLong).toArray();
    arguments.put(name, filled(type, extents, numbers));
    return type;
  }

  /// A complex number is written as its two parts.
  private Argument.View filled(ScalarType type, long[] extents, List<String> numbers) {
    var view = view(type, extents);
    var part = type.component();
    for (var i = 0; i < count(extents) * parts(type); i++) {
      ElementMemory.store(part, view.memory(), i * part.sizeBytes(), bits(part, numbers.get(i)));
    }
    return view;
  }

  private static int parts(ScalarType type) {
    return type.isComplex() ? 2 : 1;
  }

  private Argument.View view(ScalarType type, long[] extents) {
    var strides = new long[extents.length];
    var stride = 1L;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
    var memory = arena.allocate(Math.max(1, count(extents)) * type.sizeBytes(), 64);
    return Argument.View.of(type, memory, 0, extents, strides);
  }

  private static long count(long[] extents) {
    var count = 1L;
    for (var extent : extents) {
      count *= extent;
    }
    return count;
  }

  private static long bits(ScalarType type, String number) {
    return ScalarText.parse(type, number);
  }

  private String shown(Parameter parameter) {
    var view = (Argument.View) arguments.get(parameter.name());
    var numbers = new ArrayList<String>();
    var count = 1L;
    for (var axis = 0; axis < view.rank(); axis++) {
      count *= view.extent(axis);
    }
    for (var i = 0; i < count; i++) {
      numbers.add(number(view, i));
    }
    return parameter.name() + " = " + String.join(" ", numbers);
  }

  private static String number(Argument.View view, long index) {
    var part = view.type().component();
    var first = index * parts(view.type());
    var number = number(part, view, first);
    return view.type().isComplex() ? number + "|" + number(part, view, first + 1) : number;
  }

  private static String number(ScalarType type, Argument.View view, long index) {
    var bits = ElementMemory.load(type, view.memory(), index * type.sizeBytes());
    return switch (type) {
      case F32 -> Float.toString(Float.intBitsToFloat((int) bits));
      case F64 -> Double.toString(Double.longBitsToDouble(bits));
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16 -> ScalarText.print(type, bits);
    };
  }
}
