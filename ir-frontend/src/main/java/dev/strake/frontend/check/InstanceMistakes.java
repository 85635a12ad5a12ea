package dev.strake.frontend.check;

import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.Mistakes;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The mistakes of one body under several choices of its types and ranks, merged: a mistake that is
/// there with every choice is told once, one that depends on the choice says on which. Arrays
/// without axes allow more than others, so what is wrong with all others is always wrong.
final class InstanceMistakes {
  private static final int SHOWN = 3;

  private final Map<KernelChoice, Mistakes> found = new LinkedHashMap<>();

  /// Where the mistakes with this choice go.
  Mistakes of(KernelChoice choice) {
    return found.computeIfAbsent(choice, _ -> Mistakes.none());
  }

  private record Key(String code, SourceSpan place) {}

  private record Finding(Diagnostic diagnostic, List<KernelChoice> choices) {}

  List<Diagnostic> merged() {
    var findings = new LinkedHashMap<Key, Finding>();
    found.forEach(
        (choice, mistakes) ->
            mistakes
                .all()
                .forEach(
                    diagnostic ->
                        findings
                            .computeIfAbsent(
                                new Key(diagnostic.code(), diagnostic.span().orElseThrow()),
                                _ -> new Finding(diagnostic, new ArrayList<>()))
                            .choices()
                            .add(choice)));
    return findings.values().stream().map(this::told).toList();
  }

  private Diagnostic told(Finding finding) {
    var diagnostic = finding.diagnostic();
    var isAlways = finding.choices().containsAll(withAxes());
    if (found.size() == 1 || isAlways && !namesAType(finding)) {
      return diagnostic;
    }
    var all = shown(finding);
    var shown = all.stream().limit(SHOWN).collect(Collectors.joining("; "));
    var more = all.size() > SHOWN ? "; ..." : "";
    var note = diagnostic.note().isEmpty() ? "" : diagnostic.note() + "; ";
    return diagnostic.withNote(note + "with " + shown + more);
  }

  private List<KernelChoice> withAxes() {
    return found.keySet().stream().filter(choice -> !choice.ranks().containsValue(0)).toList();
  }

  /// Whether the message is about the chosen type, so that it reads oddly without the choice.
  private static boolean namesAType(Finding finding) {
    return finding.choices().getFirst().types().values().stream()
        .anyMatch(type -> finding.diagnostic().message().contains(type.mnemonic()));
  }

  private List<String> shown(Finding finding) {
    return finding.choices().stream()
        .map(choice -> isOfRank(finding) ? ranks(choice) : types(choice))
        .distinct()
        .toList();
  }

  /// Whether another number of axes, with the same types, would be right.
  private boolean isOfRank(Finding finding) {
    var types = finding.choices().stream().map(KernelChoice::types).toList();
    return withAxes().stream()
        .anyMatch(other -> types.contains(other.types()) && !finding.choices().contains(other));
  }

  private static String ranks(KernelChoice choice) {
    return choice.ranks().entrySet().stream()
        .map(e -> "`..%s` of %s".formatted(e.getKey(), NameChecker.axes(e.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String types(KernelChoice choice) {
    return choice.types().entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
