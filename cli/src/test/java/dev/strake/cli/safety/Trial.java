package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.cli.safety.GuardedMemory.Placement;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Launches a kernel once, all arrays in guarded memory, and looks at what became of them.
final class Trial {
  private final Launcher launcher;
  private final Placement placement;
  private final Map<String, Argument> arguments = new LinkedHashMap<>();
  private final Map<String, GuardedArray> arrays = new LinkedHashMap<>();

  private Trial(Launcher launcher, Placement placement) {
    this.launcher = launcher;
    this.placement = placement;
  }

  /// What comes of the launch, and a word about every byte that changed without right. `given`
  /// holds arguments as text: numbers, or what [GuardedArray] reads. Results that are not given
  /// have the right extents.
  static String run(
      Program program,
      String kernel,
      Engine engine,
      Placement placement,
      Map<String, String> given) {
    try (var launcher = Launcher.of(program, kernel, engine.backend(), engine.options())) {
      return new Trial(launcher, placement).run(given);
    }
  }

  private String run(Map<String, String> given) {
    given.forEach(this::add);
    for (var result : launcher.kernel().results()) {
      if (!arrays.containsKey(result.name())) {
        var extents = launcher.bind(arguments).extents(result);
        var type = result.value().view().element();
        var array = GuardedArray.of(type, extents, "", placement);
        array.guarded().memory().fill((byte) 0);
        add(result.name(), array);
      }
    }
    var before = new LinkedHashMap<String, byte[]>();
    arrays.forEach((name, array) -> before.put(name, array.guarded().snapshot()));
    var outcome = Outcomes.of(this::launch);
    return outcome + trespasses(before, outcome);
  }

  private void add(String name, String text) {
    var parameter = launcher.kernel().parameter(name).orElseThrow();
    if (parameter.isView() && (text.startsWith("{") || text.startsWith("["))) {
      add(name, GuardedArray.parse(parameter.value().view().element(), text, placement));
    } else {
      arguments.put(name, scalar(parameter, text));
    }
  }

  private void add(String name, GuardedArray array) {
    arrays.put(name, array);
    arguments.put(name, array.argument());
  }

  private static Argument scalar(Parameter parameter, String text) {
    var type = parameter.isView() ? ScalarType.I64 : parameter.value().scalar();
    return new Argument.Scalar(type, Long.parseLong(text));
  }

  private String launch() {
    try (var arena = Arena.ofConfined()) {
      launcher.launch(arguments, arena);
    }
    var texts = new StringBuilder();
    for (var parameter : launcher.kernel().parameters()) {
      if (parameter.role().isWritten()) {
        texts.append(texts.isEmpty() ? "" : " ").append(parameter.name()).append('=');
        texts.append(arrays.get(parameter.name()).text());
      }
    }
    return texts.toString();
  }

  private String trespasses(Map<String, byte[]> before, String outcome) {
    var found = new StringBuilder();
    for (var parameter : launcher.kernel().parameters()) {
      var array = arrays.get(parameter.name());
      if (array == null) {
        continue;
      }
      var old = before.get(parameter.name());
      var now = array.guarded().snapshot();
      var mayChange = parameter.role().isWritten() && !outcome.equals("refused");
      if (mayChange ? array.firstStrayByte(old, now) >= 0 : !Arrays.equals(old, now)) {
        found.append(" TRESPASS ").append(parameter.name());
      }
    }
    return found.toString();
  }
}
