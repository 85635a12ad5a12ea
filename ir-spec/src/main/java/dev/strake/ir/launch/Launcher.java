package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.phase.PhasedKernel;
import dev.strake.ir.phase.Work;
import dev.strake.ir.verify.Verifier;
import dev.strake.ir.verify.Violation;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final LaunchShapes shapes = new LaunchShapes();
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
    switch (ready.way(arguments, bind(arguments), workers.piece())) {
      case LaunchShape.Way.Whole _ -> ready.whole();
      case LaunchShape.Way.InPhases(var phased, _) -> ready.codes(phased);
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
  /// @throws InterruptedLaunchException if the thread is interrupted while it runs pieces
  /// @throws IllegalStateException if the launcher is closed
  public void launch(Map<String, Argument> arguments, SegmentAllocator scratch) {
    launch(arguments, scratch, MemoryLimit.budgetBytes());
  }

  /// As above; local arrays may take `scratchBudgetBytes`.
  public void launch(
      Map<String, Argument> arguments, SegmentAllocator scratch, long scratchBudgetBytes) {
    var ordered = new Argument[written.parameters().size()];
    for (var k = 0; k < ordered.length; k++) {
      var parameter = written.parameters().get(k);
      var argument = arguments.get(parameter.name());
      if (argument == null) {
        // The binding says which are missing, and names the first.
        bind(arguments);
        throw new LaunchException(written.name() + ": result " + parameter.name() + " is missing");
      }
      ordered[k] = argument;
    }
    launch(ordered, Records.FRESH, scratch, scratchBudgetBytes);
  }

  /// As above, with an argument for each parameter and result in the order of the kernel: the
  /// quickest way. On arguments of the same types, extents and strides as before only where they
  /// lie is checked again, and what is small of record and local arrays is memory of the launcher's
  /// own.
  public void launch(SegmentAllocator scratch, Argument... arguments) {
    if (arguments.length != written.parameters().size()) {
      throw new LaunchException(
          "%s takes %d arguments, results included, not %d"
              .formatted(written.name(), written.parameters().size(), arguments.length));
    }
    // An array of our own: what is checked is what is used.
    launch(arguments.clone(), Records.KEPT, scratch, MemoryLimit.budgetBytes());
  }

  /// Whose memory the record of a launch lies in.
  private enum Records {
    /// What the caller gave for this launch.
    FRESH,
    /// That of an earlier launch, if it is small.
    KEPT
  }

  private void launch(
      Argument[] arguments, Records records, SegmentAllocator scratch, long budgetBytes) {
    var shape = shapes.find(arguments, budgetBytes);
    if (shape.isPresent()) {
      requireOpen();
      checks.requireUsableMemory(arguments);
      checks.requireDisjointOutputs(arguments);
      run(shape.get(), arguments, records, scratch, budgetBytes);
    } else {
      var fresh = check(arguments, budgetBytes);
      shapes.remember(fresh);
      run(fresh, arguments, records, scratch, budgetBytes);
    }
  }

  private Map<String, Argument> byName(Argument[] arguments) {
    var named = new HashMap<String, Argument>();
    for (var k = 0; k < arguments.length; k++) {
      named.put(written.parameters().get(k).name(), arguments[k]);
    }
    return named;
  }

  /// All checks, of which the shape tells what came out.
  private LaunchShape check(Argument[] arguments, long budgetBytes) {
    var named = byName(arguments);
    var binding = bind(named);
    for (var result : written.results()) {
      if (!(named.get(result.name()) instanceof Argument.View view)) {
        throw new LaunchException(written.name() + ": result " + result.name() + " is missing");
      }
      binding.checkResult(result, view);
    }
    checks.requireUsableMemory(arguments);
    checks.requireApartElements(arguments);
    checks.requireDisjointOutputs(arguments);
    var ready = preparedFor(named);
    ready.kernel().launchChecks().forEach(check -> checks.requireCornersInside(check, binding));
    var way = ready.way(named, binding, workers.piece());
    return new LaunchShape(program, arguments, budgetBytes, binding, ready, way);
  }

  private void run(
      LaunchShape shape,
      Argument[] arguments,
      Records records,
      SegmentAllocator scratch,
      long budgetBytes) {
    try {
      switch (shape.way()) {
        case LaunchShape.Way.Whole _ -> runWhole(shape, arguments, records, scratch, budgetBytes);
        case LaunchShape.Way.InPhases(var phased, var work) ->
            runInPhases(shape, phased, work, launch(shape, arguments, scratch, budgetBytes));
      }
    } finally {
      Reference.reachabilityFence(arguments);
    }
  }

  private Launch launch(
      LaunchShape shape, Argument[] arguments, SegmentAllocator scratch, long budgetBytes) {
    return new Launch(byName(arguments), shape.binding(), scratch, budgetBytes);
  }

  private void runWhole(
      LaunchShape shape,
      Argument[] arguments,
      Records records,
      SegmentAllocator scratch,
      long budgetBytes) {
    var kept = Optional.<LaunchRecord>empty();
    if (records == Records.KEPT && shape.keepsRecords()) {
      kept = shape.takeRecord(arguments);
      if (kept.isEmpty()) {
        // What is kept can't lie in the caller's memory, which ends with this launch.
        var own = launch(shape, arguments, Arena.ofAuto(), budgetBytes);
        kept = Optional.of(shape.newRecord(program, own));
      }
    }
    var filled =
        kept.isPresent()
            ? kept.get()
            : shape.newRecord(program, launch(shape, arguments, scratch, budgetBytes));
    shape.ready().whole().compiled().run(filled);
    Reference.reachabilityFence(filled);
    if (filled.get(RecordLayout.STATUS) != 0) {
      var failure = FailureRecord.of(filled).orElseThrow();
      var launch = launch(shape, arguments, scratch, budgetBytes);
      throw exception(shape.ready().layout(), failure, launch);
    }
    if (kept.isPresent()) {
      shape.giveBack(kept);
    }
  }

  private void runInPhases(LaunchShape shape, PhasedKernel phased, Work work, Launch launch) {
    var codes = shape.ready().codes(phased);
    var memory = PhaseMemory.of(program, phased, codes, launch, workers.limit());
    if (memory.isEmpty()) {
      // Over budget by the copies that pieces need.
      var ordered = written.parameters().stream().map(p -> launch.arguments().get(p.name()));
      runWhole(
          shape,
          ordered.toArray(Argument[]::new),
          Records.FRESH,
          launch.scratch(),
          launch.scratchBudgetBytes());
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
    requireOpen();
    return prepared.computeIfAbsent(layoutsOf(arguments), this::prepareLayouts);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the launcher of " + written.name() + " is closed");
    }
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
    shapes.clear();
  }
}
