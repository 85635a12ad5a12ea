package dev.strake.cli;

import dev.strake.ir.fuzz.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `strake fuzz`: random programs on every engine, compared to the bit.
@Command(
    name = "fuzz",
    description = "Compares all backends on random programs, to the bit.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "The interpreter says what a program means. Programs run in a process of their own,",
      "so that one which ends it is found out. Each finding becomes a folder with the",
      "program, its inputs and what came out, made as small as possible.",
      "",
      "Exit code 0 if nothing was found, 3 if something was.",
      "",
      "Example:",
      "  strake fuzz --seed 1 --programs 1000 --out findings"
    })
final class FuzzCommand implements Callable<Integer> {
  /// Programs run by one process: its memory is new after them.
  private static final long PER_PROCESS = 4_000;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "S", description = "Which programs; 1 if not given.")
  private long seed = 1;

  @Option(names = "--first", paramLabel = "N", description = "The first program; 0 if not given.")
  private long first;

  @Option(names = "--programs", paramLabel = "N", description = "How many; 1000 if not given.")
  private long programs = 1000;

  @Option(names = "--time", paramLabel = "SECONDS", description = "Ends after so long.")
  private long seconds = Long.MAX_VALUE;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "A backend to compare; may be repeated. Else all that can run here.")
  private List<String> backends = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where findings go; fuzz-findings if not given.")
  private Path folder = Path.of("fuzz-findings");

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      description = "Runs the case in this folder instead.")
  private List<Path> replays = List.of();

  @Option(names = "--reduce", description = "With --replay: writes a smaller case to DIR-reduced.")
  private boolean isReducing;

  private final Tally tally = new Tally();
  private final List<String> findings = new ArrayList<>();
  private final List<FuzzWorker> workers = new CopyOnWriteArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    backends.forEach(BackendPolicy::named);
    if (!replays.isEmpty()) {
      return new FuzzReplay(spec.commandLine().getOut(), backends, isReducing)
          .run(replays)
          .number();
    }
    var summary = new Thread(this::interrupted);
    Runtime.getRuntime().addShutdownHook(summary);
    var end = seconds == Long.MAX_VALUE ? Instant.MAX : Instant.now().plusSeconds(seconds);
    var next = first;
    var last = first + programs;
    while (next < last && Instant.now().isBefore(end)) {
      next = process(next, Math.min(next + PER_PROCESS, last), end);
    }
    Runtime.getRuntime().removeShutdownHook(summary);
    print(spec.commandLine().getOut());
    return (findings.isEmpty() ? ExitCode.FINE : ExitCode.BUG).number();
  }

  /// Runs programs in a process of their own and returns the number of the next one.
  private long process(long from, long to, Instant end) throws IOException, InterruptedException {
    var progress = new FuzzProgress(spec.commandLine().getErr(), from - first, programs);
    try (var worker = FuzzWorker.start(seed, from, to, backends, folder)) {
      workers.add(worker);
      return worker.follow(tally, findings, progress, end);
    }
  }

  private synchronized void interrupted() {
    workers.forEach(FuzzWorker::close);
    print(spec.commandLine().getOut());
  }

  private synchronized void print(PrintWriter out) {
    out.print(FuzzSummary.of(tally, findings));
    out.flush();
  }

  /// How long a program may take before it is taken for one that never ends. On a busy machine the
  /// C compiler alone takes a minute for a group.
  static final Duration PATIENCE = Duration.ofMinutes(5);
}
