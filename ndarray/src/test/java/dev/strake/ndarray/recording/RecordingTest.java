package dev.strake.ndarray.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.text.IrParser;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
  private static final String COPY =
      """
      kernel copy(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 {
          %5 = load %0[%4]
          store %1[%4], %5
        }
      }
      """;

  @TempDir private Path folder;

  /// The events of this name while a kernel runs once and a tier is switched.
  private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream().filter(e -> e.getEventType().getName().equals(name)).toList();
  }

  private List<RecordedEvent> recorded() throws IOException {
    try (var recording = new jdk.jfr.Recording()) {
      recording.enable("strake.Launch").withThreshold(Duration.ZERO);
      recording.start();
      try (var x = NDArray.of(new double[1_000]);
          var copy =
              ArrayKernel.of(IrParser.parse(COPY), "copy", InterpreterBackend.ofScheduled())) {
        copy.run(Map.of("x", x)).get("y").close();
        Recording.tierSwitch("copy", "c", "its library is there");
      }
      recording.stop();
      var file = folder.resolve("run.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file);
    }
  }

  @Test
  void tellsWhatHappened() throws IOException {
    var events = recorded();
    assertEquals("copy", named("strake.Launch", events).getFirst().getString("kernel"));
    assertEquals("interpreter", named("strake.Compile", events).getFirst().getString("backend"));
    assertTrue(named("strake.Allocate", events).stream().anyMatch(e -> e.getLong("size") >= 8_000));
    assertEquals(
        "its library is there", named("strake.TierSwitch", events).getFirst().getString("reason"));
  }
}
