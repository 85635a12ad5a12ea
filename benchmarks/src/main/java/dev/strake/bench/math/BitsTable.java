package dev.strake.bench.math;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Prints one hash per function if all backends agree: interpreter, scalar, vectors of every width,
/// and C of every compiler there is with and without optimization; cold and warm.
final class BitsTable {
  /// Enough for the JVM to have compiled the kernel with all it has.
  private static final int WARM_LAUNCHES = 30;

  private static final List<String> COMPILERS = List.of("gcc", "clang");

  private final List<MathFunction> functions;

  /// Who found each hash, for each function.
  private final Map<MathFunction, Map<String, List<String>>> found = new LinkedHashMap<>();

  private BitsTable(List<MathFunction> functions) {
    this.functions = functions;
    functions.forEach(function -> found.put(function, new TreeMap<>()));
  }

  /// Whether all agree with each other and with what is pinned.
  static boolean print(Options options) throws IOException, InterruptedException {
    var table = new BitsTable(options.functions());
    if (options.values().containsKey("backend")) {
      table.hash(Backends.named(options.value("backend", "")));
      table.printLines();
      return true;
    }
    for (var backend : Backends.all()) {
      if (!backend.name().equals("c") && backend.availability() instanceof Availability.Available) {
        table.hash(backend);
      }
    }
    for (var compiler : COMPILERS) {
      table.hashWith(compiler);
    }
    var isPinning = options.value("pin", "no").equals("yes");
    return table.printTable(isPinning ? table.pin() : PinnedBits.load());
  }

  private void hash(Backend backend) {
    for (var function : functions) {
      for (var variant : backend.variants()) {
        hash(function, backend, variant);
      }
    }
  }

  private void hash(MathFunction function, Backend backend, CompileOptions variant) {
    var name = backend.name() + " " + variant.vectorBits() + " " + variant.optimization();
    try (var bits = new BitHash(function, backend, variant, BitInputs.COUNT)) {
      bits.launch();
      add(function, name + " cold", bits.hash());
      if (!backend.name().equals("interpreter")) {
        for (var k = 0; k < WARM_LAUNCHES; k++) {
          bits.launch();
        }
        add(function, name + " warm", bits.hash());
      }
    }
  }

  private void add(MathFunction function, String engine, String hash) {
    found.get(function).computeIfAbsent(hash, _ -> new ArrayList<>()).add(engine);
  }

  /// For [#hashWith]: the environment says which C compiler a JVM uses.
  private void printLines() {
    for (var function : functions) {
      found
          .get(function)
          .forEach(
              (hash, engines) ->
                  engines.forEach(
                      engine -> System.out.println(function + "\t" + engine + "\t" + hash)));
    }
  }

  private void hashWith(String compiler) throws IOException, InterruptedException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var command = new ArrayList<>(List.of(java, "--add-modules=jdk.incubator.vector"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--class-path"));
    command.addAll(
        List.of(System.getProperty("java.class.path"), MathMeasurements.class.getName()));
    command.addAll(List.of("bits", "--backend", "c"));
    command.addAll(functions.stream().map(MathFunction::name).distinct().toList());
    var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().put("CC", compiler);
    var process = builder.start();
    var byName =
        functions.stream().collect(Collectors.toMap(MathFunction::toString, function -> function));
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line : lines.lines().toList()) {
        var words = line.split("\t");
        if (byName.containsKey(words[0])) {
          add(byName.get(words[0]), words[1].replaceFirst("^c", compiler), words[2]);
        }
      }
    }
    if (process.waitFor() != 0) {
      System.err.println(compiler + " is missing or failed: its C code is not compared");
    }
  }

  private PinnedBits pin() {
    var pins = new HashMap<>(PinnedBits.loadSource().hashes());
    pins.keySet().retainAll(MathFunction.all().stream().map(MathFunction::toString).toList());
    found.forEach(
        (function, hashes) -> {
          if (hashes.size() == 1) {
            pins.put(function.toString(), hashes.keySet().iterator().next());
          }
        });
    var pinned = new PinnedBits(pins);
    pinned.save();
    return pinned;
  }

  private boolean printTable(PinnedBits pinned) {
    var isFine = true;
    System.out.println("| function | SHA-256 | runs that agree | pinned |\n|---|---|---|---|");
    for (var function : functions) {
      for (var entry : found.get(function).entrySet()) {
        var isPinned = pinned.of(function).equals(Optional.of(entry.getKey()));
        isFine &= isPinned && found.get(function).size() == 1;
        System.out.printf(
            "| `%s` | `%s` | %s | %s |%n",
            function,
            entry.getKey(),
            found.get(function).size() == 1
                ? "all " + entry.getValue().size()
                : "only " + String.join(", ", entry.getValue()),
            isPinned ? "yes" : "no");
      }
    }
    return isFine;
  }
}
