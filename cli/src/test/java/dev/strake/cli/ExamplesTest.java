package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The examples on real data: the same bytes on every backend, and the figures that NumPy gets.
final class ExamplesTest {
  private static final Path FIGURES = Path.of("src/test/resources/climate/climate.json");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicNode> findsTheSameEdgesOnEveryBackend() {
    return onEachBackend(
        _ -> {}, List.of("edges"), "edges.strake", "edges", "image=" + data("airplane.jpg"));
  }

  @TestFactory
  Stream<DynamicNode> findsTheSameFiguresOnEveryBackend() {
    var results =
        List.of(
            "global_mean",
            "zonal_mean",
            "zonal_min",
            "zonal_max",
            "meridional_mean",
            "meridional_max");
    return onEachBackend(
        ExamplesTest::checkFigures,
        results,
        "climate.strake",
        "climate",
        "precipitation=" + data("precipitation-2016.npy"),
        "lat0=87",
        "step=-1");
  }

  @TestFactory
  Stream<DynamicNode> multipliesMatricesWithTheSameBitsOnEveryBackend() {
    return onEachBackend(
        _ -> {}, List.of("c"), "matmul.strake", "matmul", "a=random:13x300", "b=random:300x37");
  }

  private static Path data(String file) {
    return CommandRun.EXAMPLES.resolve("data").resolve(file);
  }

  /// What else must hold of the results.
  private interface FolderCheck {
    void accept(Path results) throws IOException;
  }

  private Stream<DynamicNode> onEachBackend(
      FolderCheck check, List<String> results, String... call) {
    return AllBackends.NAMES.stream()
        .map(
            backend ->
                DynamicTest.dynamicTest(
                    backend,
                    () -> {
                      AllBackends.require(backend);
                      var found = run(backend, results, call);
                      AllBackends.assertSameFiles(run("scalar", results, call), found);
                      check.accept(found);
                    }));
  }

  /// The folder with the results as `.npy` files.
  private Path run(String backend, List<String> results, String... call) throws IOException {
    var target = folder.resolve(call[1] + " " + backend);
    if (Files.exists(target)) {
      return target;
    }
    Files.createDirectory(target);
    var words = new ArrayList<Object>(Arrays.asList(call));
    words.set(0, CommandRun.EXAMPLES.resolve(call[0]));
    words.addFirst("run");
    words.addAll(List.of("--backend", backend));
    for (var result : results) {
      words.addAll(List.of("--out", result + "=" + target.resolve(result + ".npy")));
    }
    assertEquals("", CommandRun.output(words.toArray()));
    return target;
  }

  /// Extremes agree exactly; means up to a relative 1e-12, since NumPy adds in another order.
  private static void checkFigures(Path found) throws IOException {
    for (var line : Files.readAllLines(FIGURES)) {
      var parts = line.replaceAll("[\"\\[\\],]", " ").strip().split("\\s*:\\s*");
      if (parts.length < 2 || parts[0].equals("numpy")) {
        continue;
      }
      var expected =
          Stream.of(parts[1].strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
      var values = doubles(NpyFile.read(found.resolve(parts[0] + ".npy")));
      if (parts[0].contains("mean")) {
        assertEquals(expected.length, values.length);
        for (var i = 0; i < expected.length; i++) {
          assertEquals(expected[i], values[i], 1e-12 * Math.abs(expected[i]), parts[0]);
        }
      } else {
        assertArrayEquals(expected, values, parts[0]);
      }
    }
  }

  private static double[] doubles(NDArray array) {
    var flat = array.reshape(-1);
    var values = new double[Math.toIntExact(flat.count())];
    for (var i = 0; i < values.length; i++) {
      values[i] = flat.getDouble(i);
    }
    return values;
  }
}
