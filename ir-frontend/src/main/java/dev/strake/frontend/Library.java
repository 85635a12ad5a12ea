package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.AstBuilder;
import dev.strake.frontend.check.DeclarationReader;
import dev.strake.frontend.check.Declarations;
import dev.strake.frontend.check.TypeChecker;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A library that comes with the compiler, in the language itself. It is read once per process,
/// when first imported, and of its functions only those are checked that somebody calls; its
/// diagnostics carry its own name.
///
/// A library is a folder of files. Whoever imports it sees what its `exported` files declare; those
/// import what is nobody else's concern from other files of the folder, by their names. The bits of
/// `std.math` are part of Strake's meaning: every backend computes exactly the operations written
/// there, so none of them calls a C library or `Math`.
record Library(List<Declarations> exported, List<Declarations> files, List<Diagnostic> mistakes) {
  private static final String MATH = "std.math";

  /// Loaded when first used.
  private static final class Math {
    private static final Library LIBRARY =
        load(
            MATH,
            List.of(
                "complex",
                "constants",
                "exponential",
                "hyperbolic",
                "inverse_hyperbolic",
                "inverse_trigonometric",
                "logarithm",
                "power",
                "rounding",
                "trigonometric"));
  }

  Library {
    exported = List.copyOf(exported);
    files = List.copyOf(files);
    mistakes = List.copyOf(mistakes);
  }

  static List<String> names() {
    return List.of(MATH);
  }

  static Optional<Library> named(String path) {
    return path.equals(MATH) ? Optional.of(Math.LIBRARY) : Optional.empty();
  }

  boolean declares(String function) {
    return exported.stream().anyMatch(file -> file.declares(function));
  }

  List<FunctionSignature> functions() {
    return exported.stream().flatMap(file -> file.signatures().stream()).toList();
  }

  /// All mistakes, also those in bodies that nobody calls.
  List<Diagnostic> allMistakes() {
    var all = Mistakes.none();
    all.addAll(mistakes);
    files.forEach(file -> TypeChecker.check(file, all));
    return all.all();
  }

  private static Library load(String path, List<String> exported) {
    var reader = new Reader(path);
    var declarations = exported.stream().map(name -> reader.file(name + ".strake")).toList();
    var files = reader.files.values().stream().map(Optional::orElseThrow).toList();
    return new Library(declarations, files, reader.mistakes.all());
  }

  /// Reads the files of one library, each once.
  private static final class Reader {
    private final String library;
    private final Map<String, Optional<Declarations>> files = new LinkedHashMap<>();
    private final Mistakes mistakes = Mistakes.none();

    private Reader(String library) {
      this.library = library;
    }

    private Declarations file(String name) {
      var known = files.get(name);
      if (known == null) {
        files.put(name, Optional.empty());
        var declarations = read(name);
        files.put(name, Optional.of(declarations));
        return declarations;
      }
      return known.orElseThrow(
          () -> CompilerError.bug("Library", library + ": " + name + " imports itself"));
    }

    private Declarations read(String name) {
      var source = Source.of("<" + library + "/" + name + ">", text(name));
      var tree = AstBuilder.parse(source, mistakes);
      var imports = tree.imports().stream().map(written -> file(written.path())).toList();
      return DeclarationReader.read(source, tree, imports, Ast.Completeness.COMPLETE, mistakes);
    }

    private String text(String name) {
      var resource = library.replace('.', '/') + "/" + name;
      try (var stream = Library.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw CompilerError.bug("Library", "no resource " + resource);
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
