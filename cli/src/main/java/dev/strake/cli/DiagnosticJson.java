package dev.strake.cli;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Diagnostics for editors: one object each, with `code`, `severity`, `message`, `note`, `help`,
/// and `labels`, the first being the primary place. Lines and columns count from 1, columns in
/// UTF-16 units; ends are exclusive.
final class DiagnosticJson {
  private DiagnosticJson() {}

  static Json of(List<Diagnostic> diagnostics) {
    return new Json.Array(diagnostics.stream().map(DiagnosticJson::object).toList());
  }

  private static Json object(Diagnostic diagnostic) {
    var members = new LinkedHashMap<String, Json>();
    members.put("code", new Json.Text(diagnostic.code()));
    members.put("severity", new Json.Text(diagnostic.severity().name().toLowerCase(Locale.ROOT)));
    members.put("message", new Json.Text(diagnostic.message()));
    members.put("note", new Json.Text(diagnostic.note()));
    members.put("help", new Json.Text(diagnostic.help()));
    members.put(
        "labels", new Json.Array(diagnostic.labels().stream().map(DiagnosticJson::label).toList()));
    return new Json.Object(members);
  }

  private static Json label(Label label) {
    var members = place(label.span());
    members.put("text", new Json.Text(label.text()));
    return new Json.Object(members);
  }

  private static Map<String, Json> place(SourceSpan span) {
    var members = new LinkedHashMap<String, Json>();
    members.put("file", new Json.Text(span.source()));
    members.put("line", new Json.Whole(span.line()));
    members.put("column", new Json.Whole(span.column()));
    members.put("endLine", new Json.Whole(span.endLine()));
    members.put("endColumn", new Json.Whole(span.endColumn()));
    return members;
  }
}
