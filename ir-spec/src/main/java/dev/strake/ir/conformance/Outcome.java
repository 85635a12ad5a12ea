package dev.strake.ir.conformance;

import java.util.List;

/// What became of one case on one backend: how many launches were made, and a line of text for
/// every run that came to something else than it must.
public record Outcome(int launches, List<String> failures) {
  public Outcome {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
