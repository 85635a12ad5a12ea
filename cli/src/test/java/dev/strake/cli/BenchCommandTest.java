package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class BenchCommandTest {
  private static final Path SAXPY = CommandRun.EXAMPLES.resolve("saxpy.strake");

  @Test
  void printsARowForEachBackend() {
    var text = bench("--backend", "scalar", "--backend", "interpreter");
    assertEquals(
        "saxpy(a: f32, x: f32[100], y: f32[100])\n", text.substring(0, text.indexOf('\n') + 1));
    assertTrue(text.contains("\nbackend "), text);
    assertTrue(text.contains("\nscalar "), text);
    assertTrue(text.contains("\ninterpreter "), text);
  }

  @Test
  void printsMeasurementsForPrograms() {
    var text = bench("--backend", "scalar", "--json");
    for (var key :
        List.of("compileNanos", "firstCallNanos", "steadyMedianNanos", "bytesPerSecond")) {
      assertTrue(member(text, key) > 0, text);
    }
    assertTrue(text.startsWith("[{\"backend\": \"scalar\", "), text);
    assertTrue(member(text, "samples") >= 15, text);
    // x is read, y is read and written.
    assertEquals(3 * 100 * 4, member(text, "bytesMoved"));
  }

  @Test
  void refusesUnknownBackends() {
    var run =
        CommandRun.of("bench", SAXPY, "saxpy", "a=1", "x=ones:1", "y=ones:1", "--backend", "d");
    assertEquals(1, run.exitCode());
    assertEquals(
        "strake: there is no backend d; there is c, interpreter, scalar, vector, auto\n",
        run.err());
  }

  private static String bench(String... options) {
    var call =
        List.of("bench", SAXPY, "saxpy", "a=2", "x=random:100", "y=random:100", "--types", "T=f32");
    var words = new ArrayList<Object>(call);
    words.addAll(List.of(options));
    return CommandRun.output(words.toArray());
  }

  private static long member(String json, String key) {
    var matcher = Pattern.compile("\"" + key + "\": (\\d+)").matcher(json);
    assertTrue(matcher.find(), json);
    return Long.parseLong(matcher.group(1));
  }
}
