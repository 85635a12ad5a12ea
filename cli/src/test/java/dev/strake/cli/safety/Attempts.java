package dev.strake.cli.safety;

import java.util.ArrayList;
import java.util.List;

/// Every attempt there is.
final class Attempts {
  private Attempts() {}

  static List<Attempt> all() {
    var attempts = new ArrayList<Attempt>();
    attempts.addAll(AttemptFile.all());
    attempts.addAll(HostileTexts.all());
    attempts.addAll(HostileArguments.all());
    attempts.addAll(RacingWriters.all());
    attempts.addAll(ClosingRaces.all());
    return List.copyOf(attempts);
  }
}
