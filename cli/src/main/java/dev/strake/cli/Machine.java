package dev.strake.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `strake` runs on, as far as it matters for speed and for bug reports.
final class Machine {
  /// The processor features that decide which code is generated, in the kernel's spelling.
  private static final List<String> FEATURES = List.of("avx2", "avx512f", "fma", "asimd", "sve");

  private Machine() {}

  /// Three lines: `java`, `system`, `processor`.
  static String describe() {
    return """
    java       %s, %s, %s
    system     %s %s %s
    processor  %s\
    """
        .formatted(
            property("java.runtime.version"),
            property("java.vendor"),
            property("java.home"),
            property("os.name"),
            property("os.version"),
            property("os.arch"),
            processor());
  }

  private static String property(String name) {
    return System.getProperty(name);
  }

  private static String processor() {
    var lines = processorLines();
    var model = valueOf(lines, "model name").findFirst().orElse(property("os.arch"));
    var present =
        Stream.concat(valueOf(lines, "flags"), valueOf(lines, "Features"))
            .limit(1)
            .flatMap(flags -> Stream.of(flags.split(" ")))
            .collect(Collectors.toSet());
    var features = FEATURES.stream().filter(present::contains).collect(Collectors.joining(" "));
    return model
        + ", threads: "
        + Runtime.getRuntime().availableProcessors()
        + (features.isEmpty() ? "" : ", " + features)
        + (present.isEmpty() || hasFma(present) ? "" : ", no fma: exact fma is slow here");
  }

  private static boolean hasFma(Iterable<String> features) {
    for (var feature : features) {
      if (feature.equals("fma") || feature.equals("asimd")) {
        return true;
      }
    }
    return false;
  }

  /// Only Linux has this file; elsewhere nothing is known of the processor but its family.
  private static List<String> processorLines() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Stream<String> valueOf(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }
}
