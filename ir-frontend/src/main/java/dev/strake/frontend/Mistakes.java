package dev.strake.frontend;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Collects what is wrong with a source, each mistake once, up to a limit that no person reads
/// past.
public final class Mistakes {
  /// Mistakes shown at most.
  public static final int LIMIT = 100;

  /// What has no place comes first.
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt((Diagnostic d) -> d.span().map(SourceSpan::line).orElse(0))
          .thenComparingInt(d -> d.span().map(SourceSpan::column).orElse(0));

  /// Of what stops the parser.
  private static final Set<String> UNREADABLE =
      codes(ErrorCode.UNKNOWN_CHARACTER, ErrorCode.UNEXPECTED, ErrorCode.MISPLACED);

  /// Of what is found in the rest of a line that could not be read: it is there because a part is
  /// missing, more often than not.
  private static final Set<String> ECHOES =
      codes(
          ErrorCode.LOOP_WITHOUT_ORDER,
          ErrorCode.IF_WITHOUT_ELSE,
          ErrorCode.UNKNOWN_NAME,
          ErrorCode.UNKNOWN_FUNCTION,
          ErrorCode.NOT_A_VALUE,
          ErrorCode.TYPE_MISMATCH,
          ErrorCode.OPERATOR_TYPE,
          ErrorCode.LITERAL_KIND,
          ErrorCode.ARRAY_AS_VALUE);

  private final Set<Diagnostic> found = new LinkedHashSet<>();

  private Mistakes() {}

  private static Set<String> codes(ErrorCode... codes) {
    return Arrays.stream(codes).map(ErrorCode::code).collect(Collectors.toSet());
  }

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

  /// Whether there are warnings at most.
  public boolean hasNoErrors() {
    return found.stream().noneMatch(Diagnostic::isError);
  }

  /// Whether looking for more is pointless.
  public boolean isFull() {
    return found.size() >= LIMIT;
  }

  private Set<Integer> unreadableLines() {
    return found.stream()
        .filter(mistake -> UNREADABLE.contains(mistake.code()))
        .flatMap(mistake -> mistake.span().stream())
        .map(SourceSpan::line)
        .collect(Collectors.toSet());
  }

  private static boolean isOnOneOf(Set<Integer> lines, Diagnostic mistake) {
    return mistake.span().map(place -> lines.contains(place.line())).orElse(false);
  }

  /// The mistakes in order of their places; if there are more than [#LIMIT], the last says so.
  public List<Diagnostic> all() {
    var unreadableLines = unreadableLines();
    var sorted = new ArrayList<>(found);
    sorted.removeIf(
        mistake -> ECHOES.contains(mistake.code()) && isOnOneOf(unreadableLines, mistake));
    sorted.sort(BY_PLACE);
    if (sorted.size() < LIMIT) {
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
