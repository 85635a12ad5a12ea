package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.LaunchRecord;
import java.util.List;

/// One mutant after the other behind one launcher: kernels are prepared once for all of them, and
/// compiled when a mutant first runs them.
final class ChangingMutant implements Backend {
  private final Backend original;
  private Backend current;

  ChangingMutant(Backend original) {
    this.original = original;
    this.current = original;
  }

  /// From now on kernels are run by the mutant with this defect.
  void become(Mutation mutation) {
    current = isCareful() ? Mutant.of(mutation) : Mutant.of(original, mutation);
  }

  /// What becomes of a mutation here: backends that don't look where they read and write have it
  /// only where it is safe.
  Mutation effective(Mutation mutation) {
    return isCareful() ? mutation : new SafeMutation(mutation);
  }

  private boolean isCareful() {
    return original instanceof InterpreterBackend;
  }

  @Override
  public String name() {
    return current.name();
  }

  @Override
  public Availability availability() {
    return current.availability();
  }

  @Override
  public Form form() {
    return original.form();
  }

  @Override
  public List<CompileOptions> variants() {
    return original.variants();
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return new Recompiled(kernel, options);
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return current.listing(kernel, options);
  }

  private final class Recompiled implements CompiledKernel {
    private final Kernel kernel;
    private final CompileOptions options;
    private Backend compiler;
    private CompiledKernel code;

    Recompiled(Kernel kernel, CompileOptions options) {
      this.kernel = kernel;
      this.options = options;
      this.compiler = current;
      this.code = current.compile(kernel, options);
    }

    @Override
    public void run(LaunchRecord arguments) {
      if (compiler != current) {
        code.close();
        compiler = current;
        code = current.compile(kernel, options);
      }
      code.run(arguments);
    }

    @Override
    public void close() {
      code.close();
    }
  }
}
