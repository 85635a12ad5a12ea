package dev.strake.frontend;

import java.util.List;

/// The entry point: source text in, a checked file out.
public final class Frontend {
  private Frontend() {}

  /// Reads and checks a source and the files that it imports. Whatever is wrong with them is in the
  /// result's diagnostics, all of it; no text makes this throw.
  public static CheckedFile check(Source source) {
    return Importer.check(source);
  }

  /// The functions on single values that a library such as `std.math` offers, in order of
  /// declaration; each type that a type parameter may stand for gives one.
  ///
  /// @throws IllegalArgumentException if there is no such library
  public static List<FunctionSignature> functions(String library) {
    return Library.named(library)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no library " + library + ", only " + Library.names()))
        .functions();
  }
}
