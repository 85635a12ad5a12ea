package dev.strake.cli;

import dev.strake.frontend.Source;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.Diagnostic.Edit;
import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Diagnostics for editors, as `docs/diagnostics.md` describes them: one object each, with `code`,
/// `severity`, `message`, `note`, `help`, `labels`, the first being the primary place, and `edits`.
/// Lines and columns count from 1, offsets from 0, all in UTF-16 units; ends are exclusive.
final class DiagnosticJson {
  private final SourceTexts sources;

  DiagnosticJson(SourceTexts sources) {
    this.sources = sources;
  }

  Json of(List<Diagnostic> diagnostics) {
    return new Json.Array(diagnostics.stream().map(this::object).toList());
  }

  private Json object(Diagnostic diagnostic) {
    var members = new LinkedHashMap<String, Json>();
    members.put("code", new Json.Text(diagnostic.code()));
    members.put("severity", new Json.Text(diagnostic.severity().name().toLowerCase(Locale.ROOT)));
    members.put("message", new Json.Text(diagnostic.message()));
    members.put("note", new Json.Text(diagnostic.note()));
    members.put("help", new Json.Text(diagnostic.help()));
    members.put("labels", new Json.Array(diagnostic.labels().stream().map(this::label).toList()));
    members.put("edits", new Json.Array(diagnostic.edits().stream().map(this::edit).toList()));
    return new Json.Object(members);
  }

  private Json label(Label label) {
    var members = place(label.span());
    members.put("text", new Json.Text(label.text()));
    return new Json.Object(members);
  }

  private Json edit(Edit edit) {
    var members = place(edit.span());
    members.put("replacement", new Json.Text(edit.replacement()));
    return new Json.Object(members);
  }

  private Map<String, Json> place(SourceSpan span) {
    var members = new LinkedHashMap<String, Json>();
    members.put("file", new Json.Text(span.source()));
    members.put("line", new Json.Whole(span.line()));
    members.put("column", new Json.Whole(span.column()));
    members.put("endLine", new Json.Whole(span.endLine()));
    members.put("endColumn", new Json.Whole(span.endColumn()));
    sources.source(span.source()).ifPresent(source -> putOffsets(members, source, span));
    return members;
  }

  private static void putOffsets(Map<String, Json> members, Source source, SourceSpan span) {
    members.put("offset", new Json.Whole(source.offset(span.line(), span.column())));
    members.put("endOffset", new Json.Whole(source.offset(span.endLine(), span.endColumn())));
  }
}
