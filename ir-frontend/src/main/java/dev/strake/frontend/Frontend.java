package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.AstBuilder;
import dev.strake.frontend.check.DeclarationReader;
import dev.strake.frontend.check.Declarations;
import dev.strake.frontend.check.KernelProofs;
import dev.strake.frontend.check.TypeChecker;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/// The entry point: source text in, a checked file out.
public final class Frontend {
  private Frontend() {}

  /// Reads and checks a source. Whatever is wrong with it is in the result's diagnostics, all of
  /// it; no text makes this throw.
  public static CheckedFile check(Source source) {
    var mistakes = Mistakes.none();
    var tree = AstBuilder.parse(source, mistakes);
    var imports = imports(tree, mistakes);
    reportUnsupported(tree, mistakes);
    var declarations = DeclarationReader.read(source, tree, imports, mistakes);
    var calls = TypeChecker.check(declarations, mistakes);
    mistakes.addAll(KernelProofs.of(source, declarations, calls, mistakes.all()));
    return new CheckedFile(tree, declarations, mistakes.all());
  }

  private static void reportUnsupported(Ast.File tree, Mistakes mistakes) {
    for (var constant : tree.constants()) {
      mistakes.add(ErrorCode.NOT_YET.at(constant.span(), "`const`"));
    }
    for (var test : tree.tests()) {
      mistakes.add(ErrorCode.NOT_YET.at(test.span(), "`test`"));
    }
  }

  private static List<Declarations> imports(Ast.File tree, Mistakes mistakes) {
    var imports = new ArrayList<Declarations>();
    for (var written : tree.imports()) {
      if (written.origin() == Ast.Origin.FILE) {
        mistakes.add(ErrorCode.NOT_YET.at(written.span(), "importing a file"));
        continue;
      }
      var library = Library.named(written.path());
      if (library.isPresent()) {
        imports.add(library.get().declarations());
        mistakes.addAll(library.get().mistakes());
      } else if (!written.path().isEmpty()) {
        mistakes.add(unknown(written));
      }
    }
    return imports;
  }

  private static Diagnostic unknown(Ast.Import written) {
    var path = written.path();
    return NearMatch.suggest(
        ErrorCode.UNKNOWN_IMPORT.at(written.span(), path),
        path,
        Library.names(),
        "there is " + String.join(", ", Library.names()));
  }
}
