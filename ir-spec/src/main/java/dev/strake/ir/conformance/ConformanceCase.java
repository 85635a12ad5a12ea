package dev.strake.ir.conformance;

import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.text.IrParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program as written with runs of its kernels: what is passed, and the bits or the failure that
/// must come out. [RunReader] has the form of the runs.
public final class ConformanceCase {
  private final String name;
  private final Program program;
  private final List<Run> runs;

  private ConformanceCase(String name, Program program, List<Run> runs) {
    this.name = name;
    this.program = program;
    this.runs = List.copyOf(runs);
  }

  /// The case that a file named `name` holds. Sites of the program are lines of the file.
  ///
  /// @throws CompileException if the program or a run can't be read
  public static ConformanceCase parse(String name, String text) {
    var program = IrParser.parseLocated(name, text);
    return new ConformanceCase(name, program, RunReader.runs(name, text, program));
  }

  /// `arith/add_f64`
  public String name() {
    return name;
  }

  public Program program() {
    return program;
  }

  List<Run> runs() {
    return runs;
  }

  /// The names of the kernels that are run.
  public List<String> kernels() {
    return runs.stream().map(Run::kernel).distinct().toList();
  }

  /// How many launches it makes of a kernel.
  public int launches(String kernel) {
    return runs.stream().filter(run -> run.kernel().equals(kernel)).mapToInt(Run::launches).sum();
  }

  /// How many of these launches pass special values.
  int specialLaunches(String kernel) {
    return runs.stream()
        .filter(run -> run.kernel().equals(kernel) && run.passesSpecialValues())
        .mapToInt(Run::launches)
        .sum();
  }

  /// How many elements of inputs it passes to a kernel in all.
  public long elements(String kernel) {
    return runs.stream()
        .filter(run -> run.kernel().equals(kernel))
        .mapToLong(run -> run.elements(program))
        .sum();
  }

  /// The runs of one kernel on one variant of a backend.
  public Trial trial(String kernel, Backend backend, CompileOptions options) {
    return new Trial(this, kernel, backend, options);
  }

  /// Runs everything on one variant of a backend.
  public Outcome run(Backend backend, CompileOptions options) {
    return run(backend, options, Workers.SERIAL);
  }

  /// Runs everything on one variant of a backend, parallel loops in pieces for `workers`, which
  /// must run them on the calling thread.
  public Outcome run(Backend backend, CompileOptions options, Workers workers) {
    var failures = new ArrayList<String>();
    var launches = 0;
    try (var launchers = new Launchers(program, backend, options, workers);
        var oracle = oracle()) {
      for (var run : runs) {
        for (var arrangement : run.arrangements()) {
          var check = new RunCheck(run, arrangement, launchers.get(run), oracle.get(run));
          launches += run.values().size();
          check
              .mistake()
              .ifPresent(
                  text ->
                      failures.add("%s:%d %s: %s".formatted(name, run.line(), arrangement, text)));
        }
      }
    }
    return new Outcome(launches, failures);
  }

  /// Launchers of the definition.
  Launchers oracle() {
    return Launchers.of(program, InterpreterBackend.asWritten(program));
  }

  /// One launcher for each kernel, made when it is first asked for.
  static final class Launchers implements AutoCloseable {
    private final Program program;
    private final Backend backend;
    private final CompileOptions options;
    private final Workers workers;
    private final Map<String, Launcher> launchers = new HashMap<>();

    Launchers(Program program, Backend backend, CompileOptions options, Workers workers) {
      this.program = program;
      this.backend = backend;
      this.options = options;
      this.workers = workers;
    }

    /// On the calling thread, with the options of the interpreter.
    static Launchers of(Program program, InterpreterBackend interpreter) {
      return new Launchers(program, interpreter, CompileOptions.scalar(), Workers.SERIAL);
    }

    Launcher get(Run run) {
      return launchers.computeIfAbsent(
          run.kernel(), kernel -> Launcher.of(program, kernel, backend, options).with(workers));
    }

    @Override
    public void close() {
      launchers.values().forEach(Launcher::close);
    }
  }
}
