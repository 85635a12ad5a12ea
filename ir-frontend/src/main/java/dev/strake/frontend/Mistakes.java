package dev.strake.frontend;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong with a source, each mistake once, up to a limit that no person reads
/// past.
public final class Mistakes {
  /// Mistakes shown at most.
  public static final int LIMIT = 100;

  /// What has no place comes first.
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt((Diagnostic d) -> d.span().map(SourceSpan::line).orElse(0))
          .thenComparingInt(d -> d.span().map(SourceSpan::column).orElse(0));

  private final Set<Diagnostic> found = new LinkedHashSet<>();

  private Mistakes() {}

  /// Nothing wrong so far.
  public static Mistakes none() {
    return new Mistakes();
  }

  /// Takes a mistake in. Far beyond the limit they are dropped.
  public void add(Diagnostic diagnostic) {
    if (found.size() < 10 * LIMIT) {
      found.add(diagnostic);
    }
  }

  public void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// Whether looking for more is pointless.
  public boolean isFull() {
    return found.size() >= LIMIT;
  }

  /// The mistakes in order of their places; if there are more than [#LIMIT], the last says so.
  public List<Diagnostic> all() {
    var sorted = new ArrayList<>(found);
    sorted.sort(BY_PLACE);
    if (!isFull()) {
      return List.copyOf(sorted);
    }
    var shown = new ArrayList<>(sorted.subList(0, LIMIT));
    var rest = ErrorCode.TOO_MANY_MISTAKES.code();
    var message = ErrorCode.TOO_MANY_MISTAKES.message(LIMIT);
    shown.add(
        shown
            .getLast()
            .span()
            .map(place -> Diagnostic.error(rest, place, message))
            .orElseGet(() -> Diagnostic.error(rest, message)));
    return List.copyOf(shown);
  }
}
