package dev.strake.frontend;

/// The entry point: source text in, a checked file out.
public final class Frontend {
  private Frontend() {}

  /// Reads and checks a source and the files that it imports. Whatever is wrong with them is in the
  /// result's diagnostics, all of it; no text makes this throw.
  public static CheckedFile check(Source source) {
    return Importer.check(source);
  }
}
