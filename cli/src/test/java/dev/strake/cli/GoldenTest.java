package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Programs in the style of NPBench against the results of NumPy, and every backend against the
/// others, byte by byte. The interpreter runs the tiny cases alone.
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Pattern ENTRY = Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|([^,}]+))");

  @TempDir private Path folder;

  /// One program on one set of data, with the lines of the manifest about its outputs.
  private record Case(String program, String name, List<Map<String, String>> outputs) {
    private Path folder() {
      return GOLDEN.resolve(program).resolve(name);
    }

    @Override
    public String toString() {
      return program + " " + name;
    }
  }

  @TestFactory
  Stream<DynamicNode> agreesWithNumPyOnEveryBackend() throws IOException {
    return cases().stream()
        .flatMap(
            golden ->
                AllBackends.NAMES.stream()
                    .filter(name -> !name.equals("interpreter") || golden.name.equals("tiny"))
                    .map(
                        backend ->
                            DynamicTest.dynamicTest(
                                golden + " on " + backend, () -> check(golden, backend))));
  }

  private void check(Case golden, String backend) throws IOException {
    AllBackends.require(backend);
    var results = run(golden, backend);
    for (var line : golden.outputs) {
      var expected = NpyFile.read(golden.folder().resolve("out_" + line.get("output") + ".npy"));
      var found = NpyFile.read(results.resolve(line.get("output") + ".npy"));
      switch (line.get("check")) {
        case "exact" -> assertArrayEquals(expected.toIntArray(), found.toIntArray());
        case "allclose" -> requireClose(expected, found, line);
        default -> throw new IllegalStateException("unknown check in " + line);
      }
    }
    // Backends are compared with the one that runs everywhere.
    AllBackends.assertSameFiles(run(golden, "scalar"), results);
  }

  private Path run(Case golden, String backend) throws IOException {
    var target = folder.resolve(golden + " " + backend);
    if (Files.exists(target)) {
      return target;
    }
    Files.createDirectory(target);
    var manifest = golden.outputs.getFirst();
    var scalars = manifest.get("scalars");
    var words = new ArrayList<Object>();
    words.addAll(
        List.of(
            "run",
            CommandRun.EXAMPLES.resolve("npbench/" + golden.program + ".strake"),
            golden.program));
    words.addAll(scalars.isEmpty() ? List.of() : List.of(scalars.split(" ")));
    for (var argument : manifest.get("arguments").split(" ")) {
      if (!scalars.startsWith(argument + "=")) {
        words.add(argument + "=" + golden.folder().resolve("in_" + argument + ".npy"));
      }
    }
    for (var line : golden.outputs) {
      var output = line.get("output");
      words.add("--out");
      words.add(output.replace("ret0", "out") + "=" + target.resolve(output + ".npy"));
    }
    words.addAll(List.of("--backend", backend));
    assertEquals("", CommandRun.output(words.toArray()));
    return target;
  }

  private static void requireClose(NDArray expected, NDArray found, Map<String, String> line) {
    assertEquals(expected.describe(), found.describe());
    var rtol = Double.parseDouble(line.get("rtol"));
    var atol = Double.parseDouble(line.get("atol"));
    var wanted = expected.reshape(-1);
    var got = found.reshape(-1);
    for (long i = 0; i < wanted.count(); i++) {
      var value = wanted.getDouble(i);
      var tolerance = atol + rtol * Math.abs(value);
      assertTrue(
          Math.abs(got.getDouble(i) - value) <= tolerance,
          "element %d is %s, expected %s".formatted(i, got.getDouble(i), value));
    }
  }

  /// The lines of the manifest by program and case, in their order.
  private static List<Case> cases() throws IOException {
    var cases = new LinkedHashMap<String, Case>();
    for (var line : Files.readAllLines(GOLDEN.resolve("manifest.json"))) {
      var entries = new HashMap<String, String>();
      var matcher = ENTRY.matcher(line);
      while (matcher.find()) {
        var text = matcher.group(2);
        entries.put(matcher.group(1), text == null ? matcher.group(3) : text);
      }
      if (!entries.isEmpty()) {
        var program = entries.get("program");
        var name = entries.get("case");
        cases
            .computeIfAbsent(program + " " + name, _ -> new Case(program, name, new ArrayList<>()))
            .outputs
            .add(entries);
      }
    }
    return List.copyOf(cases.values());
  }
}
