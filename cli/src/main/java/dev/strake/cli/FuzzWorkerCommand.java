package dev.strake.cli;

import dev.strake.ir.fuzz.CaseFolder;
import dev.strake.ir.fuzz.Differential;
import dev.strake.ir.fuzz.Engine;
import dev.strake.ir.fuzz.Finding;
import dev.strake.ir.fuzz.FuzzCase;
import dev.strake.ir.fuzz.ProgramGenerator;
import dev.strake.ir.fuzz.Reducer;
import dev.strake.ir.fuzz.Tally;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The process in which `strake fuzz` runs programs, since a program may end it.
///
/// It says on the standard output what it is about to do, so that whoever started it knows what
/// ended it: `at NUMBER ENGINE`, `done NUMBER`, `finding FOLDER LINE`, `tally COUNT WHAT`.
@Command(name = "fuzz-worker", hidden = true)
final class FuzzWorkerCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(names = "--seed", required = true)
  private long seed;

  @Option(names = "--from", required = true)
  private long from;

  @Option(names = "--to", required = true)
  private long to;

  @Option(names = "--group")
  private int group = 50;

  @Option(names = "--backend")
  private List<String> backends = List.of();

  @Option(names = "--out", required = true)
  private Path folder;

  /// Findings after these are told, but not made smaller.
  private static final int REDUCED_AT_MOST = 12;

  private static final Duration REDUCTION = Duration.ofSeconds(40);

  private PrintWriter out;
  private List<Engine> engines = List.of();
  private int reduced;
  private long number;

  @Override
  public void run() {
    out = spec.commandLine().getOut();
    var chosen =
        backends.isEmpty()
            ? BackendPolicy.compiling()
            : backends.stream().map(BackendPolicy::named).toList();
    engines = Engine.all(chosen);
    // Nobody listens once whoever started it is gone.
    for (var next = from; next < to && !out.checkError(); next += group) {
      var tally = new Tally();
      var cases = new ArrayList<FuzzCase>();
      for (var k = next; k < Math.min(next + group, to); k++) {
        say("at %d generator", k);
        cases.add(ProgramGenerator.generate(FuzzSeeds.of(seed, k), tally));
      }
      var first = next;
      var differential =
          new Differential(
              engines, (tested, engine) -> say("at %d %s", first + cases.indexOf(tested), engine));
      number = next;
      report(differential.run(cases));
      tally.addAll(differential.tally());
      tally.forEach((what, count) -> say("tally %d %s", count, what));
      say("done %d", Math.min(next + group, to));
    }
  }

  private void say(String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }

  /// Makes findings smaller, the first one of each program, and writes them down.
  private void report(List<Finding> findings) {
    var seen = new HashSet<Long>();
    for (var finding : findings) {
      if (seen.add(finding.tested().seed())) {
        report(reduced(finding));
      } else {
        say("also %s", finding.engine());
      }
    }
  }

  private Finding reduced(Finding finding) {
    // A race that is no race any more would still be "proved".
    if (finding.tested().independence() == FuzzCase.Independence.RACES
        || reduced++ >= REDUCED_AT_MOST) {
      return finding;
    }
    var involved = engines.stream().filter(one -> one.name().equals(finding.engine())).toList();
    var differential =
        new Differential(involved, (_, engine) -> say("at %d reducing %s", number, engine));
    return new Reducer(one -> differential.run(List.of(one)), REDUCTION).reduce(finding);
  }

  private void report(Finding finding) {
    var name = FuzzSeeds.folder(finding.tested().seed(), finding.engine());
    var place = folder.resolve(name);
    CaseFolder.write(place, finding, "strake fuzz --replay " + place);
    say("finding %s %s", place, finding.toString().replaceAll("\\s+", " "));
  }
}
