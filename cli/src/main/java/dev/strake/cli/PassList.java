package dev.strake.cli;

import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// The passes a kernel goes through, each with a name of its own: what runs again is numbered, as
/// in `fold-constants` and `fold-constants.2`.
record PassList(List<Entry> entries) {
  /// A pass and its name in the list.
  record Entry(String name, Pass pass) {}

  /// What a program was after a pass, and how long the pass took.
  private record Step(String name, long nanos, long ops) {}

  PassList {
    entries = List.copyOf(entries);
  }

  static PassList of(List<Pass> passes) {
    var seen = new HashMap<String, Integer>();
    var entries = new ArrayList<Entry>();
    for (var pass : passes) {
      var count = seen.merge(pass.name(), 1, Integer::sum);
      entries.add(new Entry(count == 1 ? pass.name() : pass.name() + "." + count, pass));
    }
    return new PassList(entries);
  }

  /// The program after all passes.
  Program all(Program program) {
    return Pipeline.run(passes(), program);
  }

  /// The program after the pass of that name and all before it.
  ///
  /// @throws WrongInput if there is none
  Program after(String name, Program program) {
    var names = entries.stream().map(Entry::name).toList();
    var position = names.indexOf(name);
    if (position < 0) {
      throw new WrongInput(
          "there is no pass %s; %s".formatted(name, NearNames.advice(name, names)));
    }
    return Pipeline.run(passes().subList(0, position + 1), program);
  }

  /// Runs all passes twice and tabulates the second time: how long each took and the ops it left.
  String times(Program program) {
    Pipeline.run(passes(), program);
    var steps = new ArrayList<Step>();
    steps.add(new Step("as written", 0, ops(program)));
    var current = program;
    for (var entry : entries) {
      var start = System.nanoTime();
      current = entry.pass().rewrite().apply(current);
      var nanos = System.nanoTime() - start;
      steps.add(new Step(entry.name(), nanos, ops(current)));
    }
    var total = steps.stream().mapToLong(Step::nanos).sum();
    steps.add(new Step("all", total, ops(current)));
    var width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
    var table = new StringBuilder(row(width, "pass", "us", "ops"));
    for (var step : steps) {
      var micros = String.format(Locale.ROOT, "%.1f", step.nanos() / 1e3);
      table.append(row(width, step.name(), micros, Long.toString(step.ops())));
    }
    return table.toString();
  }

  private static String row(int width, String name, String micros, String ops) {
    return ("%-" + width + "s  %9s  %7s\n").formatted(name, micros, ops);
  }

  /// Every name with what the pass does.
  String descriptions() {
    var width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    return entries.stream()
        .map(
            entry -> ("%-" + width + "s  %s\n").formatted(entry.name(), entry.pass().description()))
        .reduce("", String::concat);
  }

  private List<Pass> passes() {
    return entries.stream().map(Entry::pass).toList();
  }

  private static long ops(Program program) {
    var functions = program.functions().stream().mapToLong(function -> ops(function.body())).sum();
    return functions + program.kernels().stream().mapToLong(kernel -> ops(kernel.body())).sum();
  }

  private static long ops(Region region) {
    return region.ops().stream()
        .mapToLong(op -> 1 + op.regions().stream().mapToLong(PassList::ops).sum())
        .sum();
  }
}
