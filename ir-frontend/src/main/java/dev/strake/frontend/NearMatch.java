package dev.strake.frontend;

import dev.strake.ir.diag.Diagnostic;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the name that was probably meant.
public final class NearMatch {
  private static final int LONGEST_NAME = 64;

  private NearMatch() {}

  /// The candidate that is fewest edits away from `name`, if it is near: one edit in names up to
  /// four letters, one more for every three letters above. Of equally near ones the first in the
  /// alphabet.
  public static Optional<String> of(String name, Collection<String> candidates) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    var allowed = Math.max(1, (name.length() - 1) / 3);
    return candidates.stream()
        .filter(candidate -> candidate.length() <= LONGEST_NAME && !candidate.equals(name))
        .filter(candidate -> distance(name, candidate) <= Math.min(allowed, candidate.length() - 1))
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// The sentence of a help line: `did you mean \`x\`?`, or empty text if nothing is near.
  public static String help(String name, Collection<String> candidates) {
    return of(name, candidates).map(NearMatch::question).orElse("");
  }

  private static String question(String near) {
    return "did you mean `" + near + "`?";
  }

  /// The diagnostic with the name that was probably meant, put in place of `name` at its primary
  /// place; with the help `otherwise` if nothing is near.
  public static Diagnostic suggest(
      Diagnostic diagnostic, String name, Collection<String> candidates, String otherwise) {
    return of(name, candidates)
        .map(near -> replaced(diagnostic, near))
        .orElseGet(() -> diagnostic.withHelp(otherwise));
  }

  /// The diagnostic with `meant` put in place of what stands at its primary place.
  public static Diagnostic replaced(Diagnostic diagnostic, String meant) {
    return diagnostic
        .span()
        .map(place -> diagnostic.withEdit(question(meant), place, meant))
        .orElseGet(() -> diagnostic.withHelp(question(meant)));
  }

  /// Edits between the two: a letter inserted, removed, replaced, or two neighbours exchanged. A
  /// difference in case alone counts as one.
  private static int distance(String from, String to) {
    if (from.equalsIgnoreCase(to)) {
      return 1;
    }
    var costs = new int[from.length() + 1][to.length() + 1];
    for (var i = 0; i <= from.length(); i++) {
      for (var j = 0; j <= to.length(); j++) {
        costs[i][j] = cost(costs, from, to, i, j);
      }
    }
    return costs[from.length()][to.length()];
  }

  private static int cost(int[][] costs, String from, String to, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    var replaced = costs[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    var cost = Math.min(replaced, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
    var exchanged =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return exchanged ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
  }
}
