package dev.strake.cli;

import dev.strake.ir.fuzz.CaseFolder;
import dev.strake.ir.fuzz.Differential;
import dev.strake.ir.fuzz.Engine;
import dev.strake.ir.fuzz.Finding;
import dev.strake.ir.fuzz.Reducer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Runs the cases that earlier runs have left in folders.
final class FuzzReplay {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final PrintWriter out;
  private final List<String> backends;

  private final boolean isReducing;

  FuzzReplay(PrintWriter out, List<String> backends, boolean isReducing) {
    this.out = out;
    this.backends = backends;
    this.isReducing = isReducing;
  }

  ExitCode run(List<Path> folders) {
    var chosen =
        backends.isEmpty()
            ? BackendPolicy.compiling()
            : backends.stream().map(BackendPolicy::named).toList();
    var outcome = ExitCode.FINE;
    for (var folder : folders) {
      var tested = CaseFolder.read(folder);
      var engines = Engine.all(chosen);
      var findings = new Differential(engines, (_, _) -> {}).run(List.of(tested));
      if (findings.isEmpty()) {
        out.println(folder + ": all engines agree");
      } else {
        outcome = ExitCode.BUG;
        findings.forEach(finding -> out.println(folder + ": " + finding));
        if (isReducing) {
          reduce(
              findings.getFirst(),
              engines,
              folder.resolveSibling(folder.getFileName() + "-reduced"));
        }
      }
    }
    return outcome;
  }

  /// Only on the engine that differs.
  private void reduce(Finding finding, List<Engine> engines, Path target) {
    var involved = engines.stream().filter(one -> one.name().equals(finding.engine())).toList();
    var differential = new Differential(involved, (_, _) -> {});
    var reducer = new Reducer(one -> differential.run(List.of(one)), LIMIT);
    CaseFolder.write(target, reducer.reduce(finding), "strake fuzz --replay " + target);
    out.println(target + ": a smaller case");
  }
}
