package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.phase.PhasedKernel;
import dev.strake.ir.phase.Work;
import dev.strake.ir.verify.Verifier;
import dev.strake.ir.verify.Violation;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Runs one kernel of a program on one backend: checks arguments, prepares the program for the
/// strides it sees, fills the record, and turns a failure into an exception.
///
/// Invariant: when compiled code starts, every access it makes without a check of its own lies in
/// the memory of its argument. So a launch checks, once and in checked arithmetic, types, ranks and
/// extents, `where` conditions, the corners of affine accesses, that no output overlaps itself or
/// another operand, and the size of scratch memory; only then is anything written.
///
/// Safe for use by several threads at once.
public final class Launcher implements AutoCloseable {
  /// `off` keeps the places in the source out of what is compiled.
  static final String LINES_PROPERTY = "dev.strake.lines";

  private final Program program;
  private final Kernel written;
  private final Backend backend;
  private final CompileOptions options;
  private final LaunchChecks checks;
  private final Detail detail;
  private final Workers workers;
  private final Map<List<Layout>, PreparedKernel> prepared = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /// What a [KernelException] tells.
  private enum Detail {
    /// The failure and its place.
    PLACE,
    /// Also the iteration and the values, which takes a second run of what decides about failures.
    VALUES
  }

  private Launcher(
      Program program,
      Kernel written,
      Backend backend,
      CompileOptions options,
      Detail detail,
      Workers workers) {
    this.program = program;
    this.detail = detail;
    this.workers = workers;
    this.written = written;
    this.backend = backend;
    this.options = options;
    this.checks = new LaunchChecks(program, written);
  }

  /// A launcher of the kernel named `kernel`. Nothing is compiled before the first launch.
  ///
  /// @throws IllegalArgumentException if the program has no such kernel, or breaks a rule of
  ///   programs as written
  public static Launcher of(
      Program program, String kernel, Backend backend, CompileOptions options) {
    requireLegal(program, backend.form());
    var written =
        program
            .kernel(kernel)
            .orElseThrow(() -> new IllegalArgumentException("no kernel " + kernel));
    // As written, nobody answers for indices; a second run relies on proofs.
    var detail = backend.form() == Backend.Form.WRITTEN ? Detail.PLACE : Detail.VALUES;
    return new Launcher(program, written, backend, options, detail, Workers.SERIAL);
  }

  /// A launcher of the same kernel, with nothing compiled, whose launches these threads share.
  ///
  /// Where they are several, scratch must be memory that any thread may use.
  public Launcher with(Workers others) {
    return new Launcher(program, written, backend, options, detail, others);
  }

  /// A launcher of the same kernel, with nothing compiled, whose failures name their place only:
  /// for those who make many fail.
  public Launcher withoutValues() {
    return new Launcher(program, written, backend, options, Detail.PLACE, workers);
  }

  /// Passes and backends rely on every rule, and programs may come from anywhere. Who takes a
  /// program without passes in between looks at everything himself, in whatever form it is.
  private static void requireLegal(Program program, Backend.Form form) {
    if (form == Backend.Form.WRITTEN) {
      return;
    }
    var violations = Verifier.verify(program, Backend.Form.WRITTEN);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(
          "the program is not legal: "
              + violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    }
  }

  /// The kernel as written.
  public Kernel kernel() {
    return written;
  }

  /// Matches arguments with parameters: the values of the size symbols, from which the extents of
  /// results follow.
  ///
  /// @throws LaunchException naming what does not fit
  public SizeBinding bind(Map<String, Argument> arguments) {
    return SizeBinding.of(written, arguments);
  }

  /// Compiles what a launch on such arguments runs, if that has not been done yet.
  ///
  /// @throws LaunchException if the arguments don't fit
  public void prepare(Map<String, Argument> arguments) {
    var ready = preparedFor(arguments);
    var way = way(ready, arguments, bind(arguments));
    switch (way) {
      case Way.Whole _ -> ready.whole();
      case Way.InPhases(var phased, _) -> ready.codes(phased);
    }
  }

  /// Runs the kernel. `arguments` holds every parameter and result by name. Record and local arrays
  /// come from `scratch`, which must outlive the call and serves it alone; the memory of the
  /// arguments is kept alive until it returns, but must not be closed meanwhile.
  ///
  /// @throws LaunchException if the arguments don't fit, or local arrays take more than
  ///   [MemoryLimit#budgetBytes]; nothing was written
  /// @throws KernelException if the kernel failed on its data. To tell the values, what decides
  ///   about failures runs once more in the interpreter, a second at most; that writes nothing but
  ///   `scratch`, and is left out where what decides may have been overwritten
  /// @throws IllegalStateException if the launcher is closed
  public void launch(Map<String, Argument> arguments, SegmentAllocator scratch) {
    launch(arguments, scratch, MemoryLimit.budgetBytes());
  }

  /// As above; local arrays may take `scratchBudgetBytes`.
  public void launch(
      Map<String, Argument> arguments, SegmentAllocator scratch, long scratchBudgetBytes) {
    // A map of our own: what is checked is what is used.
    var checked = Map.copyOf(arguments);
    var binding = bind(checked);
    for (var result : written.results()) {
      if (!(checked.get(result.name()) instanceof Argument.View view)) {
        throw new LaunchException(written.name() + ": result " + result.name() + " is missing");
      }
      binding.checkResult(result, view);
    }
    checks.requireUsableMemory(checked);
    checks.requireDisjointOutputs(checked);
    var ready = preparedFor(checked);
    ready.kernel().launchChecks().forEach(check -> checks.requireCornersInside(check, binding));
    var launch = new Launch(checked, binding, scratch, scratchBudgetBytes);
    try {
      run(ready, launch);
    } finally {
      Reference.reachabilityFence(checked);
    }
  }

  /// How a launch runs.
  private sealed interface Way {
    record Whole() implements Way {}

    record InPhases(PhasedKernel phased, Work work) implements Way {}
  }

  private Way way(PreparedKernel ready, Map<String, Argument> arguments, SizeBinding binding) {
    if (!ready.hasPhases()) {
      return new Way.Whole();
    }
    var scalars = new HashMap<Value, Long>();
    for (var parameter : ready.kernel().parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.Scalar(var type, var number)
          && type == ScalarType.I64) {
        scalars.put(parameter.value(), number);
      }
    }
    var work = Work.of(ready.kernel(), scalars, size -> binding.evaluate("a size", size));
    var phased = ready.phasesFor(work, workers.piece());
    return phased.isPresent() ? new Way.InPhases(phased.get(), work) : new Way.Whole();
  }

  private void run(PreparedKernel ready, Launch launch) {
    switch (way(ready, launch.arguments(), launch.binding())) {
      case Way.Whole _ -> runWhole(ready, launch);
      case Way.InPhases(var phased, var work) -> runInPhases(ready, phased, work, launch);
    }
  }

  private void runWhole(PreparedKernel ready, Launch launch) {
    var code = ready.whole();
    var binding = launch.binding();
    var locals =
        new LocalArrays(
            program, code.kernel(), code.layout().locals(), binding, launch.scratchBudgetBytes());
    var filled =
        RecordWriter.write(
            code.kernel(), code.layout(), binding, launch.arguments(), locals, launch.scratch());
    code.compiled().run(filled);
    Reference.reachabilityFence(filled);
    var failure = FailureRecord.of(filled);
    if (failure.isPresent()) {
      throw exception(code.layout(), failure.get(), launch);
    }
  }

  private void runInPhases(PreparedKernel ready, PhasedKernel phased, Work work, Launch launch) {
    var memory = PhaseMemory.of(program, phased, ready.codes(phased), launch, workers.limit());
    if (memory.isEmpty()) {
      // Over budget by the copies that pieces need.
      runWhole(ready, launch);
      return;
    }
    var failures = new PhaseRun(memory.get(), work, workers).run(phased.phases());
    if (failures.isPresent()) {
      var layout = failures.get().code().layout();
      var thrown =
          failures.get().records().stream().map(each -> exception(layout, each, launch)).toList();
      throw PieceFailures.merged(thrown).orElseThrow();
    }
  }

  private KernelException exception(RecordLayout layout, FailureRecord failure, Launch launch) {
    var span = program.span(failure.site());
    var plain = FailureText.plain(failure, layout.asserts());
    try {
      var what = plain + values(failure, launch);
      return new KernelException(failure, written.name(), what, span, program.sources());
    } catch (RuntimeException problem) {
      // The failure is what matters; that its values can't be told comes with it.
      var exception = new KernelException(failure, written.name(), plain, span, program.sources());
      exception.addSuppressed(problem);
      return exception;
    }
  }

  /// What more can be said of a failure, while memory and arguments are still there.
  private String values(FailureRecord failure, Launch launch) {
    return switch (detail) {
      case PLACE -> "";
      case VALUES ->
          Replay.of(program, written.name())
              .find(failure, launch)
              .map(new FailureText(program)::values)
              .orElse("");
    };
  }

  private PreparedKernel preparedFor(Map<String, Argument> arguments) {
    if (isClosed) {
      throw new IllegalStateException("the launcher of " + written.name() + " is closed");
    }
    return prepared.computeIfAbsent(layoutsOf(arguments), this::prepareLayouts);
  }

  /// The layouts of all views, in parameter order.
  private List<Layout> layoutsOf(Map<String, Argument> arguments) {
    var layouts = new ArrayList<Layout>();
    for (var parameter : written.parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.View view) {
        layouts.add(view.layout());
      }
    }
    return List.copyOf(layouts);
  }

  private PreparedKernel prepareLayouts(List<Layout> layouts) {
    var passes = Pipelines.preparing(written.name(), layouts, backend.form(), options);
    var ready = Pipeline.run(passes, program);
    return PreparedKernel.of(ready, written.name(), backend, located());
  }

  private CompileOptions located() {
    var isWanted = !System.getProperty(LINES_PROPERTY, "").equals("off");
    return isWanted ? options.withSites(program.sites()) : options;
  }

  /// Releases everything compiled. Later launches are an [IllegalStateException].
  ///
  /// @throws IllegalStateException if a launch is under way on a backend that can't end then
  @Override
  public void close() {
    isClosed = true;
    prepared.values().forEach(PreparedKernel::close);
    prepared.clear();
  }
}
