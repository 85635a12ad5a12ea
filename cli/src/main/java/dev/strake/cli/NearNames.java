package dev.strake.cli;

import dev.strake.frontend.NearMatch;
import java.util.List;

/// What is said after a name that does not exist.
final class NearNames {
  private NearNames() {}

  /// The name that was probably meant, otherwise all there are.
  static String advice(String name, List<String> candidates) {
    if (candidates.isEmpty()) {
      return "there are none";
    }
    return NearMatch.of(name, candidates)
        .map(near -> "did you mean " + near + "?")
        .orElse("there is " + String.join(", ", candidates));
  }
}
