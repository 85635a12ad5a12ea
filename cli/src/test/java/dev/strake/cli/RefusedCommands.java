package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder with a few kernels, and commands in it that must be refused: exit code 1, a sentence
/// that names the thing and a way out, no stack trace, no file.
record RefusedCommands(Path folder) {
  private static final String SOURCE =
      """
      kernel scale(a: f64, x: f64[n], k: i64) -> y: f64[n] {
        par for i in 0..n { y[i] = a * x[i]; }
      }
      kernel total<T: num>(x: T[n], y: T[n]) -> s: T where n > 0 {
        s = sum[i in 0..n] (x[i] * y[i]);
      }
      kernel pick(x: f64[n], at: i64[m]) -> y: f64[m] {
        par for i in 0..m {
          assert at[i] != 3, "3 is not allowed";
          y[i] = x[at[i]];
        }
      }
      """;

  static RefusedCommands in(Path folder) throws IOException {
    Files.writeString(folder.resolve("a.strake"), SOURCE);
    return new RefusedCommands(folder);
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  Path source() {
    return at("a.strake");
  }

  Path npy(String name, NDArray array) throws IOException {
    NpyFile.write(at(name), array);
    return at(name);
  }

  void checkScale(String message, String... arguments) {
    var words = new ArrayList<Object>(List.of("run", source(), "scale"));
    words.addAll(List.of(arguments));
    check(message, words.toArray());
  }

  /// In the message `DIR` stands for the folder.
  void check(String message, Object... arguments) {
    var before = files();
    var run = CommandRun.of(arguments);
    var text = message.replace("DIR", folder.toString()) + "\n";
    assertEquals(new CommandRun(1, "", text), run);
    assertEquals(before, files());
  }

  private List<Path> files() {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
