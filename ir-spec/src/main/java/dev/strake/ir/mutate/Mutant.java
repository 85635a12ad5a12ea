package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.LaunchRecord;
import java.util.List;

/// A backend with one defect: another backend that is given the wrong kernels.
public final class Mutant implements Backend {
  /// Far more than any case needs: some mutants never end.
  private static final long MAX_STEPS = 3_000_000;

  private final Backend original;
  private final Mutation mutation;

  private Mutant(Backend original, Mutation mutation) {
    this.original = original;
    this.mutation = mutation;
  }

  /// A mutant of the interpreter, which clamps indices and stops after a number of steps.
  public static Mutant of(Mutation mutation) {
    var interpreter = InterpreterBackend.ofMutants(mutation.form());
    return new Mutant(interpreter.withStepLimit(MAX_STEPS), mutation);
  }

  /// A mutant of a backend that does not look where it reads and writes: kernels whose indices,
  /// ranges or guards the mutation might change are left right.
  ///
  /// @throws IllegalArgumentException if the backend takes kernels of another form
  public static Mutant of(Backend original, Mutation mutation) {
    if (original.form() != mutation.form()) {
      throw new IllegalArgumentException(
          original.name() + " takes " + original.form() + " kernels, not " + mutation.form());
    }
    return new Mutant(original, new SafeMutation(mutation));
  }

  public Mutation mutation() {
    return mutation;
  }

  @Override
  public String name() {
    return original.name() + " with " + mutation.defect();
  }

  @Override
  public Availability availability() {
    return original.availability();
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
    return new Tampered(kernel, mutation, original.compile(mutation.apply(kernel), options));
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return original.listing(mutation.apply(kernel), options);
  }

  private record Tampered(Kernel kernel, Mutation mutation, CompiledKernel code)
      implements CompiledKernel {
    @Override
    public void run(LaunchRecord arguments) {
      mutation.tamper(kernel, arguments);
      code.run(arguments);
    }

    @Override
    public void close() {
      code.close();
    }
  }
}
