package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Proves that the iterations of every parallel loop are independent: no two of them write one
/// element, and none reads what another writes. What can't be proved is an error.
///
/// Local arrays declared in the loop are private to an iteration. Different views never share
/// memory; the launch sees to that.
public final class RaceProver {
  private final KernelScan scan;
  private final Collisions collisions;

  /// A store that meets another access (or itself) in two iterations of a loop.
  record Race(Access store, Access other, Scope.Loop loop) {}

  private RaceProver(KernelScan scan) {
    this.scan = scan;
    collisions = new Collisions(scan);
  }

  /// Every race of the program as an error: K0207 where two iterations write one element, K0208
  /// where one reads what another writes. Loops go by the names `i`, `j`, ...
  public static List<Diagnostic> check(Program program) {
    return check(program, _ -> "");
  }

  /// The same with the source at hand: `textOf` gives the text of a span, empty where there is
  /// none. A loop goes by the name its site's text begins with, and stores and loads are quoted.
  public static List<Diagnostic> check(Program program, Function<SourceSpan, String> textOf) {
    var diagnostics = new ArrayList<Diagnostic>();
    for (var kernel : program.kernels()) {
      diagnostics.addAll(check(program, KernelScan.of(kernel), textOf));
    }
    return diagnostics;
  }

  static List<Diagnostic> check(
      Program program, KernelScan scan, Function<SourceSpan, String> textOf) {
    var races = new RaceProver(scan).races();
    if (races.isEmpty()) {
      return List.of();
    }
    var report = new RaceReport(program, scan, textOf);
    return races.stream().map(report::diagnostic).distinct().toList();
  }

  /// Whether the iterations of every parallel loop of a kernel are proved independent.
  public static boolean isRaceFree(Kernel kernel) {
    return new RaceProver(KernelScan.of(kernel)).races().isEmpty();
  }

  /// The races of each store that has any.
  private List<List<Race>> races() {
    var accesses = scan.accesses();
    var races = new ArrayList<List<Race>>();
    for (var k = 0; k < accesses.size(); k++) {
      if (accesses.get(k).isStore()) {
        var found = races(accesses, k);
        if (!found.isEmpty()) {
          races.add(found);
        }
      }
    }
    return races;
  }

  private List<Race> races(List<Access> accesses, int position) {
    var store = accesses.get(position);
    var races = new ArrayList<Race>();
    for (var loop : store.loops()) {
      if (!loop.isParallel() || scan.isPrivate(store.view(), loop)) {
        continue;
      }
      for (var k = 0; k < accesses.size(); k++) {
        var other = accesses.get(k);
        var isNewPair = !other.isStore() || k >= position;
        if (isNewPair
            && other.view().equals(store.view())
            && other.isWithin(loop)
            && mayMeet(store, other, loop)) {
          races.add(new Race(store, other, loop));
        }
      }
    }
    return races;
  }

  private boolean mayMeet(Access store, Access other, Scope.Loop loop) {
    return !collisions.areDisjoint(store, other, loop)
        || other != store && !collisions.areDisjoint(other, store, loop);
  }
}
