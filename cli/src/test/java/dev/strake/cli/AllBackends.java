package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs things on every backend there is, for results that must be the same.
final class AllBackends {
  static final List<String> NAMES = List.of("interpreter", "scalar", "vector", "c");

  private AllBackends() {}

  static {
    System.out.println("Tests of all backends run on these:");
    System.out.println(DoctorCommand.table(Backends.all()));
  }

  /// Skips the test, with the reason, if the backend can't run here.
  static void require(String backend) {
    switch (BackendPolicy.named(backend).availability()) {
      case Unavailable(var reason) -> abort(backend + " can't run here: " + reason);
      case Available _ -> {}
    }
  }

  /// The two folders hold files with the same names and bytes.
  static void assertSameFiles(Path expected, Path found) throws IOException {
    for (var name : names(expected)) {
      assertArrayEquals(
          Files.readAllBytes(expected.resolve(name)),
          Files.readAllBytes(found.resolve(name)),
          name);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
