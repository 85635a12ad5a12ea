package dev.strake.cli.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.strake.ir.backend.Availability;
import dev.strake.ndarray.exec.Backends;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No kernel leaves its memory, whatever it is and whatever it is given.
@Timeout(1_200)
final class SafetyTest {
  /// The suite promises as many.
  private static final int AT_LEAST = 60;

  /// A probe that takes longer hangs.
  private static final long PATIENCE_SECONDS = 400;

  @TempDir private Path folder;

  @Test
  void triesManyWays() {
    var names = Attempts.all().stream().map(Attempt::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertEquals(Math.max(names.size(), AT_LEAST), names.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreter", "scalar", "vector", "c"})
  void staysInsideOn(String backend) throws Exception {
    for (var found : Backends.all()) {
      if (found.name().equals(backend)
          && found.availability() instanceof Availability.Unavailable(var reason)) {
        abort(backend + " can't run here: " + reason);
      }
    }
    var attempts = Attempts.all();
    var mistakes = new ArrayList<String>();
    var came = 0;
    var first = 0;
    while (first < attempts.size()) {
      var probe = probe(backend, first);
      came += probe.outcomes().values().stream().mapToInt(List::size).sum();
      probe
          .outcomes()
          .forEach((number, outcomes) -> mistakes.addAll(mistakes(attempts.get(number), outcomes)));
      if (!probe.hasEnded()) {
        mistakes.add(
            attempts.get(probe.last()).name() + ": the process ended with " + probe.exit());
      }
      first = probe.hasEnded() ? attempts.size() : probe.last() + 1;
    }
    System.out.printf("%s: %d attempts, %d launches or more%n", backend, attempts.size(), came);
    assertEquals("", String.join("\n", mistakes));
  }

  private static List<String> mistakes(Attempt attempt, List<String> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.substring(outcome.indexOf(' ') + 1).equals(attempt.expected()))
        .map(
            outcome ->
                "%s: expected %s, got %s".formatted(attempt.name(), attempt.expected(), outcome))
        .toList();
  }

  /// What a probe said: per attempt, the engines and what came. `last` is the one it was at.
  private record Probed(
      TreeMap<Integer, List<String>> outcomes, int last, boolean hasEnded, String exit) {}

  private Probed probe(String backend, int first) throws IOException, InterruptedException {
    var output = folder.resolve(backend + first + ".txt");
    var process =
        new ProcessBuilder(command(backend, first))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var isOver = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    var lines = Files.readAllLines(output);
    var outcomes = new TreeMap<Integer, List<String>>();
    var last = first;
    for (var line : lines) {
      var words = line.split(" ", 3);
      if (words[0].equals("attempt")) {
        last = Integer.parseInt(words[1]);
      } else if (words[0].equals("came")) {
        outcomes.computeIfAbsent(Integer.valueOf(words[1]), _ -> new ArrayList<>()).add(words[2]);
      }
    }
    var exit = isOver ? "code " + process.exitValue() : "no end in sight";
    return new Probed(
        outcomes,
        last,
        lines.contains("end"),
        exit
            + lines.stream()
                .filter(l -> l.startsWith("#"))
                .limit(12)
                .collect(Collectors.joining("\n  ")));
  }

  private List<String> command(String backend, int first) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        Stream.of("jdk.module.path", "java.class.path")
            .flatMap(name -> Stream.of(System.getProperty(name, "").split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty());
    var path =
        Stream.concat(Stream.of(Path.of("target", "test-classes").toString()), classes)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        java,
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + folder.resolve("error-%p.log"),
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-Ddev.strake.cache=" + System.getProperty("dev.strake.cache", ""),
        "-cp",
        path,
        Probe.class.getName(),
        backend,
        Integer.toString(first));
  }
}
