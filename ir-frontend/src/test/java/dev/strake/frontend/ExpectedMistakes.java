package dev.strake.frontend;

import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compares the mistakes of a source with those its comments announce: `// error[K0101]: message`
/// at the end of the line, or `//^ error[K0101]: message` on the line below it.
final class ExpectedMistakes {
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "//(\\^?) error\\[(K\\d{4})\\]: (.*?)(?= //\\^? error\\[|$)", Pattern.MULTILINE);

  private ExpectedMistakes() {}

  /// The announced mistakes, one on a line.
  static String announced(String text) {
    var announced = new ArrayList<String>();
    var lines = text.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      var matcher = ANNOUNCED.matcher(lines.get(i));
      while (matcher.find()) {
        var line = matcher.group(1).isEmpty() ? i + 1 : i;
        announced.add("%d %s %s".formatted(line, matcher.group(2), matcher.group(3)));
      }
    }
    return String.join("\n", announced);
  }

  /// The mistakes found, in the same form. Warnings are no mistakes.
  static String found(String text) {
    return found(Frontend.check(Source.of("test.strake", text)));
  }

  static String found(CheckedFile file) {
    return file.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> "%d %s %s".formatted(d.span().orElseThrow().line(), d.code(), d.message()))
        .collect(Collectors.joining("\n"));
  }

  /// The codes announced in a text.
  static List<String> codes(String text) {
    return ANNOUNCED.matcher(text).results().map(result -> result.group(2)).toList();
  }
}
