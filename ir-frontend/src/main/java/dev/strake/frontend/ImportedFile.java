package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file that an import names: the path to show, and the one that tells files apart.
record ImportedFile(Path path, Path real) {
  private static final String ENDING = ".strake";

  /// The file at this path, if there is one.
  static Optional<ImportedFile> existing(Path path) {
    try {
      return Optional.of(new ImportedFile(path, path.toRealPath()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The file that an import of a source means; nothing, with a report, if there is none.
  static Optional<ImportedFile> find(Source source, Ast.Import written, Mistakes mistakes) {
    var place = source.file();
    if (place.isEmpty()) {
      mistakes.add(
          cannot(written, "`" + source.name() + "` is no file that it could stand beside"));
      return Optional.empty();
    }
    try {
      var path = place.get().resolveSibling(written.path());
      var file = existing(path);
      if (file.isEmpty()) {
        mistakes.add(missing(written, path));
      }
      return file;
    } catch (InvalidPathException invalid) {
      mistakes.add(cannot(written, "this is no path: " + invalid.getReason()));
      return Optional.empty();
    }
  }

  private static Diagnostic cannot(Ast.Import written, String reason) {
    return ErrorCode.CANNOT_IMPORT.at(written.span(), written.path(), reason);
  }

  private static Diagnostic missing(Ast.Import written, Path path) {
    var problem = cannot(written, "there is no such file");
    var folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
    var name = String.valueOf(path.getFileName());
    var names = names(folder);
    var near =
        names.contains(name + ENDING) ? Optional.of(name + ENDING) : NearMatch.of(name, names);
    var shown = folder.toString().isEmpty() ? "." : folder.toString();
    var others =
        names.isEmpty()
            ? "there are no .strake files in " + shown
            : "in "
                + shown
                + " there is "
                + String.join(", ", names.subList(0, Math.min(5, names.size())));
    return problem.withHelp(near.map(n -> "did you mean `" + n + "`?").orElse(others));
  }

  private static List<String> names(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Its text; nothing, with a report, if it has none.
  Optional<Source> read(Ast.Import written, Mistakes mistakes) {
    if (Files.isDirectory(path)) {
      mistakes.add(cannot(written, "it is a folder").withHelp("name one of the files in it"));
      return Optional.empty();
    }
    try {
      var source = Source.load(path);
      if (source.isText()) {
        return Optional.of(source);
      }
      mistakes.add(cannot(written, "it is not a text in UTF-8").withHelp("save it as UTF-8"));
    } catch (CompileException unreadable) {
      var reason = unreadable.diagnostics().getFirst().message();
      mistakes.add(cannot(written, reason.substring(reason.indexOf(": ") + 2)));
    }
    return Optional.empty();
  }
}
