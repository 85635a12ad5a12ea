package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which functions call which. Finds those that call themselves, directly or through others, every
/// cycle once, and chains of calls that are too long to be put in place of each other.
final class CallGraph {
  static final int DEPTH_LIMIT = 100;

  private final Map<FunctionHeader, Set<FunctionHeader>> calls = new LinkedHashMap<>();
  private final Set<FunctionHeader> unusable = new HashSet<>();

  /// What one instance of a function calls. Functions of other files may be called, but are not
  /// callers here.
  void add(FunctionHeader caller, Body body) {
    calls.computeIfAbsent(caller, _ -> new LinkedHashSet<>()).addAll(body.called());
    if (!body.isWhole()) {
      unusable.add(caller);
    }
  }

  /// These functions and those that they call, directly or not.
  Set<FunctionHeader> reachable(Set<FunctionHeader> functions) {
    var reached = new LinkedHashSet<>(functions);
    var open = new ArrayDeque<>(functions);
    while (!open.isEmpty()) {
      for (var called : calls.getOrDefault(open.remove(), Set.of())) {
        if (reached.add(called)) {
          open.add(called);
        }
      }
    }
    return reached;
  }

  /// The functions that can't be put in place of calls: their calls go on for ever, or their bodies
  /// could not be typed wholly.
  Set<FunctionHeader> unusable() {
    var all = new LinkedHashSet<>(calls.keySet());
    all.removeAll(depths().keySet());
    all.addAll(unusable);
    return all;
  }

  /// What is wrong with the calls.
  List<Diagnostic> mistakes() {
    var depths = depths();
    var diagnostics = new ArrayList<Diagnostic>();
    depths.forEach(
        (function, depth) -> {
          if (depth == DEPTH_LIMIT + 1) {
            diagnostics.add(
                ErrorCode.CALLS_TOO_DEEP.at(place(function), function.name(), DEPTH_LIMIT));
          }
        });
    var told = new HashSet<FunctionHeader>();
    for (var function : calls.keySet()) {
      if (!depths.containsKey(function) && !told.contains(function)) {
        var cycle = cycle(function);
        cycle.ifPresent(told::addAll);
        cycle.map(CallGraph::recursion).ifPresent(diagnostics::add);
      }
    }
    return diagnostics;
  }

  private static SourceSpan place(FunctionHeader function) {
    return function.tree().header().name().span();
  }

  /// How many calls deep each function goes. Functions from which a cycle is reached have no depth.
  private Map<FunctionHeader, Integer> depths() {
    var callers = new HashMap<FunctionHeader, List<FunctionHeader>>();
    var open = new HashMap<FunctionHeader, Integer>();
    var depths = new LinkedHashMap<FunctionHeader, Integer>();
    var done = new ArrayDeque<FunctionHeader>();
    calls.forEach(
        (caller, called) -> {
          var known = called.stream().filter(calls::containsKey).toList();
          known.forEach(c -> callers.computeIfAbsent(c, _ -> new ArrayList<>()).add(caller));
          open.put(caller, known.size());
          if (known.isEmpty()) {
            depths.put(caller, 1);
            done.add(caller);
          }
        });
    while (!done.isEmpty()) {
      var called = done.remove();
      for (var caller : callers.getOrDefault(called, List.of())) {
        if (open.merge(caller, -1, Integer::sum) == 0) {
          depths.put(caller, depths.get(called) + 1);
          done.add(caller);
        }
      }
    }
    return depths;
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
      FunctionHeader start, FunctionHeader last, Map<FunctionHeader, FunctionHeader> cameFrom) {
    var path = new ArrayDeque<FunctionHeader>();
    for (var function = last; function != start; function = cameFrom.get(function)) {
      path.addFirst(function);
    }
    path.addFirst(start);
    return List.copyOf(path);
  }

  private static Diagnostic recursion(List<FunctionHeader> cycle) {
    var start = cycle.getFirst();
    var others =
        cycle.stream()
            .skip(1)
            .limit(3)
            .map(function -> "`" + function.name() + "`")
            .collect(Collectors.joining(", "));
    return ErrorCode.RECURSION
        .at(place(start), start.name(), others.isEmpty() ? "" : " through " + others)
        .withHelp("write a `while` or `seq for` loop");
  }
}
