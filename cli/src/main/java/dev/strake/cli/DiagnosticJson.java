package dev.strake.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.strake.frontend.Source;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.Diagnostic.Edit;
import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Locale;

/// Diagnostics for editors, as `docs/diagnostics.md` describes them: one object each, with `code`,
/// `severity`, `message`, `note`, `help`, `labels`, the first being the primary place, and `edits`.
/// Lines and columns count from 1, offsets from 0, all in UTF-16 units; ends are exclusive.
final class DiagnosticJson {
  private final SourceTexts sources;

  DiagnosticJson(SourceTexts sources) {
    this.sources = sources;
  }

  JsonArray of(List<Diagnostic> diagnostics) {
    return Json.array(diagnostics.stream().map(this::object).toList());
  }

  private JsonObject object(Diagnostic diagnostic) {
    var members = new JsonObject();
    members.addProperty("code", diagnostic.code());
    members.addProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    members.addProperty("message", diagnostic.message());
    members.addProperty("note", diagnostic.note());
    members.addProperty("help", diagnostic.help());
    members.add("labels", Json.array(diagnostic.labels().stream().map(this::label).toList()));
    members.add("edits", Json.array(diagnostic.edits().stream().map(this::edit).toList()));
    return members;
  }

  private JsonObject label(Label label) {
    var members = place(label.span());
    members.addProperty("text", label.text());
    return members;
  }

  private JsonObject edit(Edit edit) {
    var members = place(edit.span());
    members.addProperty("replacement", edit.replacement());
    return members;
  }

  private JsonObject place(SourceSpan span) {
    var members = new JsonObject();
    members.addProperty("file", span.source());
    members.addProperty("line", span.line());
    members.addProperty("column", span.column());
    members.addProperty("endLine", span.endLine());
    members.addProperty("endColumn", span.endColumn());
    sources.source(span.source()).ifPresent(source -> putOffsets(members, source, span));
    return members;
  }

  private static void putOffsets(JsonObject members, Source source, SourceSpan span) {
    members.addProperty("offset", source.offset(span.line(), span.column()));
    members.addProperty("endOffset", source.offset(span.endLine(), span.endColumn()));
  }
}
