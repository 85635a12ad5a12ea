package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of messages show what the command prints, to the letter: each block of `text` that
/// starts with `$ strake` is run on the source shown before it. `-Dbless=true` writes the pages
/// anew.
final class TranscriptTest {
  private static final Path DOCS = CommandRun.EXAMPLES.resolveSibling("docs");
  private static final Pattern BLOCK =
      Pattern.compile("```strake\n(.*?)```|```text\n\\$ strake ([^\n]*)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @BeforeEach
  void writeArrays() throws IOException {
    NpyFile.write(folder.resolve("indices.npy"), NDArray.of(0, 2, 1));
    NpyFile.write(folder.resolve("values.npy"), NDArray.of(0.5, 2.0, 1.0));
  }

  @Test
  void theIndexOfErrorsShowsWhatIsPrinted() throws IOException {
    check(DOCS.resolve("errors.md"));
  }

  @Test
  void theGalleryShowsWhatIsPrinted() throws IOException {
    check(DOCS.resolve("gallery.md"));
  }

  private void check(Path page) throws IOException {
    var text = Files.readString(page);
    var blocks = BLOCK.matcher(text);
    var printed = new StringBuilder();
    var source = "";
    while (blocks.find()) {
      if (blocks.group(1) != null) {
        source = blocks.group(1);
      } else {
        var block = "```text\n$ strake " + blocks.group(2) + "\n" + run(source, blocks.group(2));
        blocks.appendReplacement(printed, Matcher.quoteReplacement(block + "```"));
      }
    }
    blocks.appendTail(printed);
    if (Boolean.getBoolean("bless")) {
      Files.writeString(page, printed);
    }
    assertEquals(Files.readString(page), printed.toString(), "write it anew with -Dbless=true");
  }

  /// What a command prints, run in a folder of its own that the output does not name.
  private String run(String source, String line) throws IOException {
    assertFalse(source.isEmpty(), "no source before: " + line);
    var words = line.split(" ");
    for (var i = 0; i < words.length; i++) {
      if (words[i].endsWith(".strake")) {
        Files.writeString(folder.resolve(words[i]), source);
      }
      words[i] = words[i].replaceAll("\\w+\\.(strake|npy)", folder + "/$0");
    }
    var run = CommandRun.of((Object[]) words);
    return (run.out() + run.err()).replace(folder + "/", "");
  }
}
