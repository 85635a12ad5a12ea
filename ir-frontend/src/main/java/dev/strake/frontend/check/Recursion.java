package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds functions that call themselves, directly or through others. Every cycle is told once.
final class Recursion {
  private final Map<FunctionHeader, Set<FunctionHeader>> calls;

  private Recursion(Map<FunctionHeader, Set<FunctionHeader>> calls) {
    this.calls = calls;
  }

  static List<Diagnostic> find(Map<FunctionHeader, Set<FunctionHeader>> calls) {
    var recursion = new Recursion(calls);
    var told = new HashSet<FunctionHeader>();
    var diagnostics = new ArrayList<Diagnostic>();
    for (var function : recursion.suspects()) {
      if (told.contains(function)) {
        continue;
      }
      var cycle = recursion.cycle(function);
      cycle.ifPresent(told::addAll);
      cycle.map(Recursion::diagnostic).ifPresent(diagnostics::add);
    }
    return diagnostics;
  }

  /// The functions left when those that call nothing suspect are struck out again and again.
  private List<FunctionHeader> suspects() {
    var callers = new HashMap<FunctionHeader, List<FunctionHeader>>();
    var open = new HashMap<FunctionHeader, Integer>();
    var harmless = new ArrayDeque<FunctionHeader>();
    calls.forEach(
        (caller, called) -> {
          var known = called.stream().filter(calls::containsKey).toList();
          known.forEach(c -> callers.computeIfAbsent(c, _ -> new ArrayList<>()).add(caller));
          open.put(caller, known.size());
          if (known.isEmpty()) {
            harmless.add(caller);
          }
        });
    while (!harmless.isEmpty()) {
      for (var caller : callers.getOrDefault(harmless.remove(), List.of())) {
        if (open.merge(caller, -1, Integer::sum) == 0) {
          harmless.add(caller);
        }
      }
    }
    return calls.keySet().stream().filter(function -> open.get(function) > 0).toList();
  }

  /// The shortest way from the function back to itself.
  private Optional<List<FunctionHeader>> cycle(FunctionHeader start) {
    var cameFrom = new HashMap<FunctionHeader, FunctionHeader>();
    var frontier = new ArrayDeque<FunctionHeader>();
    frontier.add(start);
    while (!frontier.isEmpty()) {
      var caller = frontier.remove();
      for (var called : calls.getOrDefault(caller, Set.of())) {
        if (called == start) {
          return Optional.of(path(start, caller, cameFrom));
        }
        if (!cameFrom.containsKey(called)) {
          cameFrom.put(called, caller);
          frontier.add(called);
        }
      }
    }
    return Optional.empty();
  }

  private static List<FunctionHeader> path(
      FunctionHeader start,
      FunctionHeader last,
      Map<FunctionHeader, FunctionHeader> cameFrom) {
    var path = new ArrayDeque<FunctionHeader>();
    for (var function = last; function != start; function = cameFrom.get(function)) {
      path.addFirst(function);
    }
    path.addFirst(start);
    return List.copyOf(path);
  }

  private static Diagnostic diagnostic(List<FunctionHeader> cycle) {
    var start = cycle.getFirst();
    var others =
        cycle.stream()
            .skip(1)
            .limit(3)
            .map(function -> "`" + function.name() + "`")
            .collect(Collectors.joining(", "));
    return ErrorCode.RECURSION
        .at(
            start.tree().header().name().span(),
            start.name(),
            others.isEmpty() ? "" : " through " + others)
        .withHelp("write a `while` or `seq for` loop");
  }
}
