package dev.strake.frontend.check;

import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;

/// Marks for diagnostics that point at two places.
final class Labels {
  private Labels() {}

  /// The place of the mistake, and another with what is to be known of it.
  static List<Label> pair(SourceSpan place, SourceSpan other, String text) {
    return List.of(new Label(place, ""), new Label(other, text));
  }
}
