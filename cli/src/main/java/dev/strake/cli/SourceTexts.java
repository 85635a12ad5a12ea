package dev.strake.cli;

import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.diag.SourceLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kernel sources a command has read, with those they import, so that messages can show the
/// lines they speak of.
final class SourceTexts {
  private final Map<String, Source> sources = new HashMap<>();
  private SourceLines texts = SourceLines.NONE;

  /// Reads and checks a source and remembers its lines.
  ///
  /// @throws dev.strake.ir.diag.CompileException if it can't be read
  /// @throws WrongInput if it is no text
  CheckedFile check(Path file) {
    var source = Source.load(file);
    if (!source.isText()) {
      throw new WrongInput(
          file + " is not a text in UTF-8; name a file with kernels, or save it as UTF-8");
    }
    var checked = Frontend.check(source);
    sources.put(source.name(), source);
    texts = texts.with(checked.texts());
    return checked;
  }

  /// The source with this name, if it was checked here; imported ones are not.
  Optional<Source> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /// The lines of the source with this name; none if it was not read here.
  List<String> linesOf(String name) {
    return texts.linesOf(name);
  }
}
