package dev.strake.ir.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// All conformance cases, as `index.txt` lists them.
public final class ConformanceSuite {
  private ConformanceSuite() {}

  /// The cases in the order of the index.
  ///
  /// @throws UncheckedIOException if a file of the index is missing
  /// @throws dev.strake.ir.diag.CompileException if a case can't be read
  public static List<ConformanceCase> cases() {
    return names().stream().map(ConformanceSuite::load).toList();
  }

  /// The names of all cases: `arith/int_i32`.
  public static List<String> names() {
    return text("index.txt").lines().toList();
  }

  private static ConformanceCase load(String name) {
    return ConformanceCase.parse(name, text(name + ".ir"));
  }

  private static String text(String file) {
    try (var in = ConformanceSuite.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new UncheckedIOException(new IOException("conformance has no " + file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
