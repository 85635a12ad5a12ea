package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.verify.Verifier;
import dev.strake.ir.verify.Violation;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Reference;
import java.util.ArrayList;
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
  private final Map<List<Layout>, Prepared> prepared = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /// A kernel compiled for one combination of layouts.
  private record Prepared(Kernel kernel, RecordLayout layout, CompiledKernel code) {}

  /// What a [KernelException] tells.
  private enum Detail {
    /// The failure and its place.
    PLACE,
    /// Also the iteration and the values, which takes a second run of what decides about failures.
    VALUES
  }

  private Launcher(
      Program program, Kernel written, Backend backend, CompileOptions options, Detail detail) {
    this.program = program;
    this.detail = detail;
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
    return new Launcher(program, written, backend, options, detail);
  }

  /// A launcher of the same kernel, with nothing compiled, whose failures name their place only:
  /// for those who make many fail.
  public Launcher withoutValues() {
    return new Launcher(program, written, backend, options, Detail.PLACE);
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

  /// Compiles for the layouts of these arguments if that has not been done yet.
  public void prepare(Map<String, Argument> arguments) {
    preparedFor(arguments);
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
    ready.kernel.launchChecks().forEach(check -> checks.requireCornersInside(check, binding));
    var locals =
        new LocalArrays(program, ready.kernel, ready.layout.locals(), binding, scratchBudgetBytes);
    var filled = RecordWriter.write(ready.kernel, ready.layout, binding, checked, locals, scratch);
    try {
      ready.code.run(filled);
    } finally {
      Reference.reachabilityFence(checked);
      Reference.reachabilityFence(filled);
    }
    var failure = FailureRecord.of(filled);
    if (failure.isPresent()) {
      var launch = new Launch(checked, binding, scratch, scratchBudgetBytes);
      throw exception(ready, failure.get(), launch);
    }
  }

  private KernelException exception(Prepared ready, FailureRecord failure, Launch launch) {
    var span = program.span(failure.site());
    var plain = FailureText.plain(failure, ready.layout.asserts());
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

  private Prepared preparedFor(Map<String, Argument> arguments) {
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

  private Prepared prepareLayouts(List<Layout> layouts) {
    var passes = Pipelines.preparing(written.name(), layouts, backend.form(), options);
    var ready = Pipeline.run(passes, program);
    var kernel =
        ready
            .kernel(written.name())
            .orElseThrow(() -> CompilerError.bug("Launcher", "the passes lost a kernel"));
    var layout = RecordLayout.of(kernel, ready.functions());
    return new Prepared(kernel, layout, backend.compile(kernel, located()));
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
    prepared.values().forEach(ready -> ready.code.close());
    prepared.clear();
  }
}
