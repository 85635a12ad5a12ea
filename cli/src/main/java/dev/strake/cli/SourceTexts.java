package dev.strake.cli;

import dev.strake.frontend.Source;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The kernel sources a command has read, so that messages can show the lines they speak of.
final class SourceTexts {
  private final Map<String, List<String>> lines = new HashMap<>();

  /// Reads a source and remembers its lines.
  ///
  /// @throws dev.strake.ir.diag.CompileException if it can't be read
  /// @throws WrongInput if it is no text
  Source load(Path file) {
    var source = Source.load(file);
    var text = source.text();
    if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
      throw new WrongInput(
          file + " is not a text in UTF-8; name a file with kernels, or save it as UTF-8");
    }
    lines.put(source.name(), text.lines().toList());
    return source;
  }

  /// The lines of the source with this name; none if it was not read here.
  List<String> linesOf(String name) {
    return lines.getOrDefault(name, List.of());
  }
}
