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
import java.util.List;
import java.util.Optional;

/// A library that comes with the compiler, in the language itself. It is read once per process,
/// when first imported; its diagnostics carry its own name.
record Library(Declarations declarations, List<Diagnostic> mistakes) {
  private static final String MATH = "std.math";

  /// Loaded when first used.
  private static final class Math {
    private static final Library LIBRARY = load(MATH, "std/math.strake");
  }

  static List<String> names() {
    return List.of(MATH);
  }

  static Optional<Library> named(String path) {
    return path.equals(MATH) ? Optional.of(Math.LIBRARY) : Optional.empty();
  }

  boolean declares(String function) {
    return declarations.declares(function);
  }

  private static Library load(String path, String resource) {
    var source = Source.of("<" + path + ">", text(resource));
    var mistakes = Mistakes.none();
    var tree = AstBuilder.parse(source, mistakes);
    var declarations =
        DeclarationReader.read(source, tree, List.of(), Ast.Completeness.COMPLETE, mistakes);
    TypeChecker.check(declarations, mistakes);
    return new Library(declarations, mistakes.all());
  }

  private static String text(String resource) {
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
