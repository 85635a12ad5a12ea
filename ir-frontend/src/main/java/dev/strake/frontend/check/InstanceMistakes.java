package dev.strake.frontend.check;

import dev.strake.frontend.Mistakes;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The mistakes of one body under several choices of its type parameters, merged: a mistake that is
/// there with every choice is told once, one that depends on the choice says on which.
final class InstanceMistakes {
  private static final int SHOWN = 3;

  private final Map<Map<String, ScalarType>, Mistakes> found = new LinkedHashMap<>();

  /// Where the mistakes with these types go.
  Mistakes of(Map<String, ScalarType> typeArguments) {
    return found.computeIfAbsent(typeArguments, _ -> Mistakes.none());
  }

  private record Key(String code, SourceSpan place) {}

  private record Finding(Diagnostic diagnostic, List<Map<String, ScalarType>> choices) {}

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
    var isAlways = finding.choices().size() == found.size();
    if (found.size() == 1 || isAlways && !namesAType(finding)) {
      return diagnostic;
    }
    var shown =
        finding.choices().stream()
            .limit(SHOWN)
            .map(InstanceMistakes::shown)
            .collect(Collectors.joining("; "));
    var more = finding.choices().size() > SHOWN ? "; ..." : "";
    var note = diagnostic.note().isEmpty() ? "" : diagnostic.note() + "; ";
    return diagnostic.withNote(note + "with " + shown + more);
  }

  /// Whether the message is about the chosen type, so that it reads oddly without the choice.
  private static boolean namesAType(Finding finding) {
    return finding.choices().getFirst().values().stream()
        .anyMatch(type -> finding.diagnostic().message().contains(type.mnemonic()));
  }

  private static String shown(Map<String, ScalarType> choice) {
    return choice.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
