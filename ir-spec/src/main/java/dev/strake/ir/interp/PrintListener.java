package dev.strake.ir.interp;

/// Hears what `print` shows while a kernel runs in the interpreter.
@FunctionalInterface
public interface PrintListener {
  /// Hears nothing.
  PrintListener SILENT = (_, _) -> {};

  /// `site` is the row of the program's table where the `print` stands.
  void print(int site, String text);
}
