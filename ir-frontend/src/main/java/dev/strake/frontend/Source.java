package dev.strake.frontend;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// A source text and the name diagnostics call it by.
public final class Source {
  /// Longest source accepted, in bytes of its file. Nobody writes more by hand.
  private static final long LIMIT_BYTES = 16L << 20;

  private final Origin origin;
  private final String name;
  private final String text;

  /// Where each line starts, so that places are found without reading from the beginning.
  private final int[] lineStarts;

  private enum Origin {
    FILE,
    TEXT
  }

  private Source(Origin origin, String name, String text) {
    this.origin = origin;
    this.name = name;
    this.text = text;
    var afterBreaks = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n');
    this.lineStarts = IntStream.concat(IntStream.of(0), afterBreaks.map(i -> i + 1)).toArray();
  }

  public static Source of(String name, String text) {
    return new Source(Origin.TEXT, name, text);
  }

  /// The file it was read from, beside which its imports are looked for.
  public Optional<Path> file() {
    return switch (origin) {
      case FILE -> Optional.of(Path.of(name));
      case TEXT -> Optional.empty();
    };
  }

  /// Whether its file was a text in UTF-8.
  public boolean isText() {
    return text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0;
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /// The file's text, named by its path. Bytes that aren't UTF-8 are replaced by U+FFFD, which the
  /// compiler then refuses with its position.
  ///
  /// @throws CompileException if the file can't be read or is larger than 16 MiB
  public static Source load(Path path) {
    try {
      if (Files.size(path) > LIMIT_BYTES) {
        throw unreadable(path, "it is larger than 16 MiB, which no kernel source is");
      }
      var content = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return new Source(Origin.FILE, path.toString(), content);
    } catch (NoSuchFileException _) {
      throw unreadable(path, "there is no such file");
    } catch (IOException e) {
      throw unreadable(path, Files.isDirectory(path) ? "it is a directory" : e.toString());
    }
  }

  /// The stretch of text that a span marks.
  ///
  /// @throws IllegalArgumentException if the span is of another source
  public String text(SourceSpan span) {
    if (!span.source().equals(name)) {
      throw new IllegalArgumentException(span + " is not in " + name);
    }
    return text.substring(
        offset(span.line(), span.column()), offset(span.endLine(), span.endColumn()));
  }

  /// What stands before a span on its line.
  public String textBefore(SourceSpan span) {
    return text.substring(lineStarts[span.line() - 1], offset(span.line(), span.column()));
  }

  /// The offset of a place in the text, in UTF-16 units from 0.
  public int offset(int line, int column) {
    return Math.min(lineStarts[line - 1] + column - 1, text.length());
  }

  private static CompileException unreadable(Path path, String reason) {
    var code = ErrorCode.UNREADABLE_FILE;
    return new CompileException(Diagnostic.error(code.code(), code.message(path, reason)));
  }
}
