package dev.strake.cli;

import dev.strake.ir.fuzz.Tally;
import java.util.List;
import java.util.TreeMap;

/// What a run of `strake fuzz` has come to, as text.
final class FuzzSummary {
  private FuzzSummary() {}

  static String of(Tally tally, List<String> findings) {
    var text = new StringBuilder();
    text.append("programs    ").append(tally.of("programs")).append('\n');
    section("outcomes", "outcome ", tally, text);
    section("launches", "launches ", tally, text);
    section("after scheduling", "scheduled ", tally, text);
    section("too large", "limits ", tally, text);
    seconds(tally, text);
    section("constructs", "construct ", tally, text);
    section("reductions", "reduce ", tally, text);
    section("inputs", "input ", tally, text);
    section("ops", "op ", tally, text);
    text.append("findings    ").append(findings.size()).append('\n');
    findings.forEach(finding -> text.append("  ").append(finding).append('\n'));
    return text.toString();
  }

  /// Names and counts, as many to a line as fit.
  private static void section(String title, String prefix, Tally tally, StringBuilder text) {
    text.append(title);
    var column = new int[] {100};
    tally.forEach(
        (what, count) -> {
          if (what.startsWith(prefix)) {
            var item = what.substring(prefix.length()) + " " + count;
            if (column[0] + item.length() > 94) {
              text.append("\n  ");
              column[0] = 2;
            } else {
              text.append(", ");
            }
            text.append(item);
            column[0] += item.length() + 2;
          }
        });
    text.append('\n');
  }

  private static void seconds(Tally tally, StringBuilder text) {
    var seconds = new TreeMap<String, Double>();
    tally.forEach(
        (what, count) -> {
          if (what.startsWith("time ")) {
            seconds.put(what.substring(5), count / 1e9);
          }
        });
    text.append("seconds\n");
    seconds.forEach((what, time) -> text.append("  %-34s%10.1f%n".formatted(what, time)));
  }
}
