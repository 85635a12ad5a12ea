package dev.strake.bench.math;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The hashes that the functions of `std.math@1` have: a line `exp(f64) HASH` each.
record PinnedBits(Map<String, String> hashes) {
  private static final String RESOURCE = "bits.txt";
  private static final Path FILE = Path.of("src/main/resources/dev/strake/bench/math", RESOURCE);

  PinnedBits {
    hashes = Map.copyOf(hashes);
  }

  static PinnedBits load() {
    try (var in = PinnedBits.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// As they are among the sources, which may be newer than what was built.
  static PinnedBits loadSource() {
    try {
      return parse(Files.readString(FILE, StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static PinnedBits parse(String text) {
    return new PinnedBits(
        text.lines()
            .map(line -> line.split(" (?=\\S+$)"))
            .collect(Collectors.toMap(words -> words[0], words -> words[1])));
  }

  Optional<String> of(MathFunction function) {
    return Optional.ofNullable(hashes.get(function.toString()));
  }

  /// Writes them to the sources of this module, in which Maven starts programs and tests.
  void save() {
    var lines =
        new TreeMap<>(hashes)
            .entrySet().stream().map(pin -> pin.getKey() + " " + pin.getValue()).toList();
    try {
      Files.write(FILE, lines, StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
