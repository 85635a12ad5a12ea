package dev.strake.ir.text;

import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/// Reads sites, `!3`, and the table that says where they are.
final class SiteReader {
  /// Which places a program gets.
  enum Places {
    /// Those it names.
    NAMED,
    /// Those of the text that is read: every op that may have a site gets its own.
    OF_TEXT
  }

  private final TokenReader tokens;
  private final Places places;
  private final List<SourceSpan> table = new ArrayList<>();

  SiteReader(TokenReader tokens, Places places) {
    this.tokens = tokens;
    this.places = places;
  }

  List<SourceSpan> table() {
    return table;
  }

  /// The site of what began with `first` and ends here.
  int site(Token first) {
    return siteOf(first, true);
  }

  /// The same where `mayFail` says whether a site is worth a row of its own.
  int siteOf(Token first, boolean mayFail) {
    var here = tokens.since(first);
    var named = tokens.peek().kind() == Token.Kind.SITE ? tokens.count(Token.Kind.SITE) : 0;
    if (places == Places.NAMED) {
      return named;
    }
    if (!mayFail) {
      return 0;
    }
    table.add(here);
    return table.size();
  }

  /// `sites { !1 = "a.strake" 3:5-3:9 .. }`, the word being read already.
  void readTable() {
    tokens.expect("{");
    while (!tokens.accept("}")) {
      var token = tokens.peek();
      var number = tokens.count(Token.Kind.SITE);
      tokens.expect("=");
      var span = span(token);
      if (places == Places.OF_TEXT) {
        continue;
      }
      table.add(span);
      if (number != table.size()) {
        var message = "sites are numbered from 1 on; expected !" + table.size();
        tokens.report("I0007", token.span(), message);
      }
    }
  }

  private SourceSpan span(Token row) {
    var source = tokens.expect(Token.Kind.STRING).text();
    var line = tokens.count(Token.Kind.NUMBER);
    tokens.expect(":");
    var column = tokens.count(Token.Kind.NUMBER);
    tokens.expect("-");
    var endLine = tokens.count(Token.Kind.NUMBER);
    tokens.expect(":");
    var endColumn = tokens.count(Token.Kind.NUMBER);
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      tokens.report("I0007", tokens.since(row), "this place ends before it begins");
      return row.span();
    }
    return new SourceSpan(source, line, column, endLine, endColumn);
  }
}
