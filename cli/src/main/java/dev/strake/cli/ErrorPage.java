package dev.strake.cli;

import dev.strake.ir.diag.CompilerError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The page of all messages, `docs/errors.md`, which the command carries with it.
final class ErrorPage {
  private static final Pattern SECTION = Pattern.compile("(?s)### (K\\d{4}): .*?(?=\n##|\\z)");

  private ErrorPage() {}

  /// What the page says of a code.
  ///
  /// @throws WrongInput if there is no such code
  static String section(String code) {
    var page = text();
    var wanted = code.toUpperCase(Locale.ROOT);
    return SECTION
        .matcher(page)
        .results()
        .filter(section -> section.group(1).equals(wanted))
        .findFirst()
        .map(section -> section.group().strip() + "\n")
        .orElseThrow(() -> new WrongInput(unknown(code, page)));
  }

  private static String unknown(String code, String page) {
    List<String> codes =
        SECTION.matcher(page).results().map((MatchResult section) -> section.group(1)).toList();
    return "there is no message %s; they go from %s to %s"
        .formatted(
            code,
            codes.stream().sorted().findFirst().orElseThrow(),
            codes.stream().sorted().toList().getLast());
  }

  private static String text() {
    try (var page = ErrorPage.class.getResourceAsStream("errors.md")) {
      if (page == null) {
        throw CompilerError.bug("ErrorPage", "no resource errors.md");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
