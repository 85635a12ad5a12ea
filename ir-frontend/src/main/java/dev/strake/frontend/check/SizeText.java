package dev.strake.frontend.check;

import dev.strake.ir.Size;

/// Sizes in messages.
final class SizeText {
  private SizeText() {}

  /// A size as people write it, without parentheses around the whole.
  static String of(Size size) {
    var text = size.toString();
    return text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
  }
}
