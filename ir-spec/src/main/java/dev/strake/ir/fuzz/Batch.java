package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.schedule.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Stands for a backend that compiles many kernels together faster than one by one: collects what
/// launchers want compiled, compiles all of it at once, and runs it then.
final class Batch implements Backend {
  private final Backend backend;
  private final List<Deferred> waiting = new ArrayList<>();

  Batch(Backend backend) {
    this.backend = backend;
  }

  /// A kernel that will be compiled.
  private static final class Deferred implements CompiledKernel {
    private final Kernel kernel;
    private final CompileOptions options;
    private final List<CompiledKernel> code = new ArrayList<>();
    private final List<RuntimeException> problems = new ArrayList<>();

    Deferred(Kernel kernel, CompileOptions options) {
      this.kernel = kernel;
      this.options = options;
    }

    @Override
    public void run(LaunchRecord arguments) {
      problems.stream().findFirst().ifPresent(this::refuse);
      code.getFirst().run(arguments);
    }

    private void refuse(RuntimeException problem) {
      throw problem;
    }

    @Override
    public void close() {
      code.forEach(CompiledKernel::close);
      code.clear();
    }
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    var deferred = new Deferred(kernel, options);
    waiting.add(deferred);
    return deferred;
  }

  /// Compiles what was collected: together if a backend makes no difference. The rest of a plan has
  /// been followed by then.
  void compileAll() {
    var groups = new LinkedHashMap<CompileOptions, List<Deferred>>();
    for (var one : waiting) {
      groups.computeIfAbsent(compiling(one.options), _ -> new ArrayList<>()).add(one);
    }
    groups.forEach((options, group) -> compileTogether(group, options));
    waiting.clear();
  }

  /// What a backend looks at.
  private static CompileOptions compiling(CompileOptions options) {
    var plan = Plan.standard(options.vectorBits()).withMethodOps(options.plan().methodOps());
    return CompileOptions.of(plan).withOptimization(options.optimization());
  }

  /// If something is wrong with some of them, each by itself, so that only those fail.
  private void compileTogether(List<Deferred> group, CompileOptions options) {
    try {
      var code = backend.compileAll(group.stream().map(one -> one.kernel).toList(), options);
      for (var k = 0; k < group.size(); k++) {
        group.get(k).code.add(code.get(k));
      }
    } catch (RuntimeException failure) {
      if (group.size() == 1) {
        group.getFirst().problems.add(failure);
      } else {
        group.forEach(one -> compileTogether(List.of(one), options));
      }
    }
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public Availability availability() {
    return backend.availability();
  }

  @Override
  public Form form() {
    return backend.form();
  }

  @Override
  public List<CompileOptions> variants() {
    return backend.variants();
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return backend.listing(kernel, options);
  }
}
