package dev.strake.ir.diag;

import java.util.List;
import java.util.Optional;

/// One message about a user's program: a stable code, a sentence that stands alone, where, and a
/// way out. `note` says what was expected and found, `help` what to do; either may be empty text.
/// `edits` do what the help says, where that is an exact replacement.
public record Diagnostic(
    String code,
    Severity severity,
    String message,
    List<Label> labels,
    String note,
    String help,
    List<Edit> edits) {
  public Diagnostic {
    labels = List.copyOf(labels);
    edits = List.copyOf(edits);
  }

  public Diagnostic(
      String code,
      Severity severity,
      String message,
      List<Label> labels,
      String note,
      String help) {
    this(code, severity, message, labels, note, help, List.of());
  }

  public enum Severity {
    ERROR,
    WARNING,
    /// Nothing is wrong: what was asked for.
    NOTE
  }

  /// A marked stretch of source; the first label of a diagnostic is its primary place.
  public record Label(SourceSpan span, String text) {}

  /// A change of the source: `replacement` instead of what stands at `span`.
  public record Edit(SourceSpan span, String replacement) {}

  public static Diagnostic error(String code, SourceSpan span, String message) {
    return new Diagnostic(code, Severity.ERROR, message, List.of(new Label(span, "")), "", "");
  }

  /// A message about something that has no place in a source text.
  public static Diagnostic error(String code, String message) {
    return new Diagnostic(code, Severity.ERROR, message, List.of(), "", "");
  }

  public Diagnostic withNote(String newNote) {
    return new Diagnostic(code, severity, message, labels, newNote, help, edits);
  }

  /// With a help that no edit follows.
  public Diagnostic withHelp(String newHelp) {
    return new Diagnostic(code, severity, message, labels, note, newHelp, List.of());
  }

  /// With a help and the change of the source that follows it.
  public Diagnostic withEdit(String newHelp, SourceSpan span, String replacement) {
    var edit = new Edit(span, replacement);
    return new Diagnostic(code, severity, message, labels, note, newHelp, List.of(edit));
  }

  public Diagnostic withLabels(List<Label> newLabels) {
    return new Diagnostic(code, severity, message, newLabels, note, help, edits);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// Where it points first.
  public Optional<SourceSpan> span() {
    return labels.isEmpty() ? Optional.empty() : Optional.of(labels.getFirst().span());
  }
}
