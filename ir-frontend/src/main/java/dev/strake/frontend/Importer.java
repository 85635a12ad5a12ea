package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.AstBuilder;
import dev.strake.frontend.check.DeclarationReader;
import dev.strake.frontend.check.Declarations;
import dev.strake.frontend.check.KernelProofs;
import dev.strake.frontend.check.TestPrograms;
import dev.strake.frontend.check.TypeChecker;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads and checks a source with everything that it imports, each file once.
final class Importer {
  /// Files that import each other in a row at most.
  private static final int DEPTH_LIMIT = 100;

  private final Map<Path, CheckedSource> files = new LinkedHashMap<>();
  private final Deque<ImportedFile> open = new ArrayDeque<>();

  private Importer() {}

  /// One source after checking; `diagnostics` are its own. It is right if its imports are, too.
  private record CheckedSource(
      Ast.File tree, Declarations declarations, List<Diagnostic> diagnostics, boolean isRight) {}

  /// The source, with the mistakes of all imported files after its own.
  static CheckedFile check(Source source) {
    var importer = new Importer();
    source.file().flatMap(ImportedFile::existing).ifPresent(importer.open::push);
    var checked = importer.checked(source);
    var all = new ArrayList<>(checked.diagnostics());
    importer.files.values().forEach(file -> all.addAll(file.diagnostics()));
    return new CheckedFile(source, checked.tree(), checked.declarations(), all);
  }

  private CheckedSource checked(Source source) {
    var mistakes = Mistakes.none();
    var tree = AstBuilder.parse(source, mistakes);
    var imports = new ArrayList<Declarations>();
    var areImportsRight = true;
    var imported = Ast.Completeness.COMPLETE;
    var seen = new HashSet<String>();
    for (var written : tree.imports()) {
      switch (written.origin()) {
        case LIBRARY -> imports.addAll(library(written, seen, mistakes));
        case FILE -> {
          var file = file(source, written, seen, mistakes);
          file.map(CheckedSource::declarations).ifPresent(imports::add);
          imported = file.isPresent() ? imported : Ast.Completeness.PARTIAL;
          areImportsRight &= file.map(CheckedSource::isRight).orElse(false);
        }
      }
    }
    var declarations = DeclarationReader.read(source, tree, imports, imported, mistakes);
    var calls = TypeChecker.check(declarations, mistakes);
    var tests = new TestPrograms(declarations);
    tree.tests().forEach(test -> tests.check(test, mistakes));
    if (areImportsRight) {
      mistakes.addAll(KernelProofs.of(source, declarations, calls, mistakes.all()));
    }
    if (areImportsRight && mistakes.hasNoErrors()) {
      mistakes.addAll(tests.races(tree.tests()));
    }
    var found = mistakes.all().stream().map(mistake -> withImport(source, mistake)).toList();
    var isRight = areImportsRight && found.stream().noneMatch(Diagnostic::isError);
    return new CheckedSource(tree, declarations, found, isRight);
  }

  /// A function that nobody declares but that a library has was not imported.
  private static Diagnostic withImport(Source source, Diagnostic mistake) {
    if (!mistake.code().equals(ErrorCode.UNKNOWN_FUNCTION.code()) || mistake.span().isEmpty()) {
      return mistake;
    }
    var name = source.text(mistake.span().get());
    var start = new SourceSpan(source.name(), 1, 1, 1, 1);
    return Library.names().stream()
        .filter(path -> Library.named(path).orElseThrow().declares(name))
        .findFirst()
        .map(path -> "import " + path + ";")
        .map(line -> mistake.withEdit("it has to be imported: `" + line + "`", start, line + "\n"))
        .orElse(mistake);
  }

  private static List<Declarations> library(
      Ast.Import written, Set<String> seen, Mistakes mistakes) {
    var path = written.path();
    var library = Library.named(path);
    if (library.isPresent() && isFirst(written, path, seen, mistakes)) {
      mistakes.addAll(library.get().mistakes());
      return library.get().exported();
    }
    if (library.isEmpty() && !path.isEmpty()) {
      mistakes.add(
          NearMatch.suggest(
              ErrorCode.UNKNOWN_IMPORT.at(written.span(), path),
              path,
              Library.names(),
              "there is "
                  + String.join(", ", Library.names())
                  + "; a file is named in quotes: `import \"name.strake\";`"));
    }
    return List.of();
  }

  private static boolean isFirst(
      Ast.Import written, String identity, Set<String> seen, Mistakes mistakes) {
    if (!seen.add(identity)) {
      mistakes.add(
          ErrorCode.IMPORTED_TWICE
              .at(written.span(), written.path())
              .withHelp("remove one of the two lines"));
      return false;
    }
    return true;
  }

  private Optional<CheckedSource> file(
      Source source, Ast.Import written, Set<String> seen, Mistakes mistakes) {
    var found = ImportedFile.find(source, written, mistakes);
    return found
        .filter(file -> isFirst(written, file.real().toString(), seen, mistakes))
        .filter(file -> isNoCycle(file, written, mistakes))
        .flatMap(file -> checked(file, written, mistakes));
  }

  private boolean isNoCycle(ImportedFile file, Ast.Import written, Mistakes mistakes) {
    if (open.size() > DEPTH_LIMIT) {
      mistakes.add(ErrorCode.TOO_DEEP.at(written.span(), DEPTH_LIMIT));
      return false;
    }
    if (open.stream().noneMatch(other -> other.real().equals(file.real()))) {
      return true;
    }
    var through =
        open.stream()
            .takeWhile(other -> !other.real().equals(file.real()))
            .skip(1)
            .map(other -> other.path().getFileName().toString())
            .toList()
            .reversed();
    mistakes.add(
        ErrorCode.IMPORT_CYCLE
            .at(
                written.span(),
                written.path(),
                through.isEmpty() ? "" : " through " + String.join(", ", through))
            .withHelp("move what both need to a third file"));
    return false;
  }

  private Optional<CheckedSource> checked(
      ImportedFile file, Ast.Import written, Mistakes mistakes) {
    if (!files.containsKey(file.real())) {
      var text = file.read(written, mistakes);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      open.push(file);
      files.put(file.real(), checked(text.get()));
      open.pop();
    }
    return Optional.of(files.get(file.real()));
  }
}
