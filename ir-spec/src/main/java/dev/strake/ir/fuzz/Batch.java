package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;
import java.util.ArrayList;
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

    Deferred(Kernel kernel, CompileOptions options) {
      this.kernel = kernel;
      this.options = options;
    }

    @Override
    public void run(LaunchRecord arguments) {
      if (code.isEmpty()) {
        throw new IllegalStateException("kernel " + kernel.name() + " could not be compiled");
      }
      code.getFirst().run(arguments);
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

  /// Compiles what was collected: together if they have the same options.
  void compileAll() {
    for (var options : waiting.stream().map(one -> one.options).distinct().toList()) {
      compileTogether(
          waiting.stream().filter(one -> one.options.equals(options)).toList(), options);
    }
    waiting.clear();
  }

  /// If something is wrong with some of them, each by itself, so that only those fail.
  private void compileTogether(List<Deferred> group, CompileOptions options) {
    try {
      var code = backend.compileAll(group.stream().map(one -> one.kernel).toList(), options);
      for (var k = 0; k < group.size(); k++) {
        group.get(k).code.add(code.get(k));
      }
    } catch (RuntimeException failure) {
      if (group.size() > 1) {
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
