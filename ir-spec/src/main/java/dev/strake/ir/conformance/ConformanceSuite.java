package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All conformance cases: those `index.txt` lists, and the table of reference bits of reductions.
public final class ConformanceSuite {
  private ConformanceSuite() {}

  /// The cases in the order of the index, then the table.
  ///
  /// @throws UncheckedIOException if a file of the index is missing
  /// @throws dev.strake.ir.diag.CompileException if a case can't be read
  public static List<ConformanceCase> cases() {
    var cases = new ArrayList<ConformanceCase>();
    names().forEach(name -> cases.add(ConformanceCase.parse(name, text(name + ".ir"))));
    for (var type : List.of(ScalarType.F32, ScalarType.F64)) {
      var name = "reductions/" + type.mnemonic();
      var runs = ReductionTable.runs(text("reductions/reductions.txt"), type);
      cases.add(ConformanceCase.parse(name, text(name + ".ir") + runs));
    }
    return List.copyOf(cases);
  }

  /// The names in the index: `arith/int_i32`.
  static List<String> names() {
    return text("index.txt").lines().toList();
  }

  private static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String file) {
    try (var in = ConformanceSuite.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new UncheckedIOException(new IOException("conformance has no " + file));
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
