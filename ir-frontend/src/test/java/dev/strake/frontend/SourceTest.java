package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.SourceSpan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading sources from files, and finding text in them.
final class SourceTest {
  @TempDir private Path folder;

  private void checkUnreadable(String reason, Path file) {
    var thrown = assertThrows(CompileException.class, () -> Source.load(file));
    var diagnostic = thrown.diagnostics().getFirst();
    assertEquals("K0001", diagnostic.code());
    assertEquals(ErrorCode.UNREADABLE_FILE.message(file, reason), diagnostic.message());
  }

  @Test
  void unreadableFilesAreMistakesOfTheUser() throws IOException {
    checkUnreadable("there is no such file", folder.resolve("missing.strake"));
    checkUnreadable("it is a directory", folder);
    var large = folder.resolve("large.strake");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((16L << 20) + 1);
    }
    checkUnreadable("it is larger than 16 MiB, which no kernel source is", large);
  }

  @Test
  void bytesThatAreNoTextAreReportedWhereTheyStand() throws IOException {
    var file = folder.resolve("binary.strake");
    Files.write(file, new byte[] {'/', '/', '\n', ' ', (byte) 0xff, (byte) 0xfe, 0});
    var diagnostics = Frontend.check(Source.load(file)).diagnostics();
    assertEquals(1, diagnostics.size());
    assertEquals("U+FFFD is not a character of the language", diagnostics.getFirst().message());
    assertEquals("the file is not UTF-8 text here", diagnostics.getFirst().help());
    assertEquals(file + ":2:2", diagnostics.getFirst().span().orElseThrow().toString());
  }

  @Test
  void spansMarkStretchesOfText() {
    var source = Source.of("a", "one\ntwo three\n");
    assertEquals("three", source.text(new SourceSpan("a", 2, 5, 2, 10)));
    assertEquals("e\ntwo", source.text(new SourceSpan("a", 1, 3, 2, 4)));
    assertEquals("", source.text(new SourceSpan("a", 3, 1, 3, 1)));
    var elsewhere = new SourceSpan("b", 1, 1, 1, 2);
    assertThrows(IllegalArgumentException.class, () -> source.text(elsewhere));
  }
}
