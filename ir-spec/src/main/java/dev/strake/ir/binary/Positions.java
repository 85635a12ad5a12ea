package dev.strake.ir.binary;

import dev.strake.ir.diag.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;

/// Where a program comes from, apart from what it means: the site of everything that has one, in
/// program order, and the table the sites are rows of.
record Positions(List<Integer> sites, List<SourceSpan> spans) {
  Positions {
    sites = List.copyOf(sites);
    spans = List.copyOf(spans);
  }

  /// Whether they say nothing.
  boolean isNone() {
    return spans.isEmpty() && sites.stream().allMatch(site -> site == 0);
  }

  /// The contents of their section.
  byte[] write() {
    var out = new ByteWriter().unsigned(sites.size());
    sites.forEach(out::unsigned);
    var sources = new LinkedHashMap<String, Integer>();
    spans.forEach(span -> sources.putIfAbsent(span.source(), sources.size()));
    out.unsigned(sources.size());
    sources.keySet().forEach(out::text);
    out.unsigned(spans.size());
    for (var span : spans) {
      out.unsigned(sources.get(span.source())).unsigned(span.line()).unsigned(span.column());
      out.unsigned(span.endLine() - span.line()).number("end column", span.endColumn());
    }
    return out.toByteArray();
  }

  /// What [#write] wrote, and nothing after it.
  static Positions read(ByteReader in) {
    var sites = in.list(in::number);
    var sources = in.list(in::text);
    var spans = in.list(() -> span(in, sources));
    in.expectEnd();
    return new Positions(sites, spans);
  }

  private static SourceSpan span(ByteReader in, List<String> sources) {
    var source = in.pick("source", sources);
    var line = in.number();
    var column = in.number();
    var endLine = (long) line + in.number();
    var endColumn = in.number();
    if (line < 1 || column < 1 || endLine > Integer.MAX_VALUE) {
      throw in.mistake("this is no place in a text");
    }
    if (endLine == line && endColumn < column) {
      throw in.mistake("this place ends before it begins");
    }
    return new SourceSpan(source, line, column, (int) endLine, endColumn);
  }
}
