package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.text.IrParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which lines of the source a profiler or debugger shows for compiled C.
class LineDirectivesTest {
  private static final String DOUBLED =
      """
      kernel doubled(%0 in x: view<f64, [n] dense>, %1 out y: view<f64, [n] dense>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 !1 {
          %5 = load %0[%4] !2
          %6 = add %5, %5
          store %1[%4], %6 !3
        }
      }
      sites {
        !1 = "kernels/stats.strake" 112:11-112:12
        !2 = "kernels/stats.strake" 113:14-113:19
        !3 = "odd \\" name.strake" 115:5-115:9
      }
      """;

  private static CompileOptions located() {
    return CompileOptions.scalar().withSites(IrParser.parse(DOUBLED).sites());
  }

  @Test
  void everyLineOfAFunctionHasItsPlace() {
    var text = CEmitter.emit(IrParser.parse(DOUBLED).kernels(), located());
    assertTrue(text.contains("\n#line 112 \"stats.strake\"\nvoid strake_doubled("), text);
    assertTrue(text.contains("#line 113 \"stats.strake\"\n    const f64 v6 = v5 + v5;\n"), text);
    assertTrue(text.contains("#line 115 \"odd _ name.strake\"\n    y[v4] = v6;\n"), text);
  }

  @Test
  void withoutSitesThereAreNone() {
    var kernel = IrParser.parse(DOUBLED).kernels().getFirst();
    assertFalse(CEmitter.emit(kernel).contains("#line"));
  }

  @Test
  void theLibraryHasThemInItsLineTable(@TempDir Path directory) throws IOException {
    Machine.assumeCompiler();
    var cache = LibraryCache.open(directory.resolve("cache"));
    var backend = new CBackend(() -> Machine.SEARCH, () -> cache);
    var kernel = IrParser.parse(DOUBLED).kernels().getFirst();
    backend.compile(kernel, located()).close();
    try (var files = Files.list(directory.resolve("cache"))) {
      var library = files.filter(file -> file.toString().endsWith(".so")).findFirst().orElseThrow();
      var ask = List.of("objdump", "--dwarf=decodedline", library.toString());
      var shown = ToolRun.of(ask, directory, Duration.ofSeconds(20));
      assumeTrue(shown instanceof ToolRun.Ended(var status, _) && status == 0, "no objdump");
      var table = ((ToolRun.Ended) shown).output();
      assertTrue(table.lines().anyMatch(line -> line.matches("stats\\.strake +113 .*")), table);
    }
  }
}
