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
  private final Program program;
  private final Kernel written;
  private final Backend backend;
  private final CompileOptions options;
  private final LaunchChecks checks;
  private final Map<List<Layout>, Prepared> prepared = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /// A kernel compiled for one combination of layouts.
  private record Prepared(Kernel kernel, RecordLayout layout, CompiledKernel code) {}

  private Launcher(Program program, Kernel written, Backend backend, CompileOptions options) {
    this.program = program;
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
    return new Launcher(program, written, backend, options);
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
  /// @throws KernelException if the kernel failed on its data
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
    throwFailure(ready, filled);
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
    return new Prepared(kernel, layout, backend.compile(kernel, options));
  }

  private void throwFailure(Prepared ready, LaunchRecord outcome) {
    var status = outcome.get(RecordLayout.STATUS);
    if (status == 0) {
      return;
    }
    var kind = FailureKind.ofCode(status);
    var index = outcome.get(RecordLayout.INDEX);
    var what =
        switch (kind) {
          case INDEX_OUT_OF_RANGE ->
              "index %d is outside 0..%d".formatted(index, outcome.get(RecordLayout.EXTENT));
          case DIVISION_BY_ZERO -> "integer division by zero";
          case ASSERTION_FAILED ->
              "assertion failed: " + ready.layout.asserts().get((int) index).message();
          case EMPTY_REDUCTION -> "min or max of nothing";
        };
    var span = program.span((int) outcome.get(RecordLayout.SITE));
    var extent = outcome.get(RecordLayout.EXTENT);
    throw new KernelException(kind, written.name(), span, what, index, extent);
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
