package dev.strake.ir.interp;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.text.IrPrinter;
import java.util.List;

/// The interpreter as a backend: always there, never fast, the one the others are measured by.
public final class InterpreterBackend implements Backend {
  private final Form form;
  private final List<Func> functions;
  private final Interpreter.Indices trust;
  private final long maxSteps;
  private final PrintListener listener;

  private InterpreterBackend(
      Form form,
      List<Func> functions,
      Interpreter.Indices trust,
      long maxSteps,
      PrintListener listener) {
    this.form = form;
    this.functions = List.copyOf(functions);
    this.trust = trust;
    this.maxSteps = maxSteps;
    this.listener = listener;
  }

  /// The backend that `ServiceLoader` finds; it runs the checked form.
  public InterpreterBackend() {
    this(Form.CHECKED, List.of(), Interpreter.Indices.PROVED, Long.MAX_VALUE, PrintListener.SILENT);
  }

  /// Runs what other backends run: a check of the passes without any backend.
  public static InterpreterBackend ofScheduled() {
    return new InterpreterBackend(
        Form.SCHEDULED,
        List.of(),
        Interpreter.Indices.PROVED,
        Long.MAX_VALUE,
        PrintListener.SILENT);
  }

  /// Runs kernels that are wrong on purpose: an access outside its view takes the nearest element.
  public static InterpreterBackend ofMutants(Form form) {
    return new InterpreterBackend(
        form, List.of(), Interpreter.Indices.CLAMPED, Long.MAX_VALUE, PrintListener.SILENT);
  }

  /// Runs kernels of `program`, in whatever form they are, without any pass before.
  public static InterpreterBackend asWritten(Program program) {
    return new InterpreterBackend(
        Form.WRITTEN,
        program.functions(),
        Interpreter.Indices.UNPROVED,
        Long.MAX_VALUE,
        PrintListener.SILENT);
  }

  /// The same, but giving up with a [dev.strake.ir.diag.CompilerError] LIMIT after so many ops: for
  /// programs that may not end.
  public InterpreterBackend withStepLimit(long newMaxSteps) {
    return new InterpreterBackend(form, functions, trust, newMaxSteps, listener);
  }

  /// The same, but `print` is heard by `newListener`, once for each time it is come by and in the
  /// order of the program.
  public InterpreterBackend printingTo(PrintListener newListener) {
    return new InterpreterBackend(form, functions, trust, maxSteps, newListener);
  }

  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("the definition of every result");
  }

  @Override
  public Form form() {
    return form;
  }

  @Override
  public List<CompileOptions> variants() {
    return List.of(CompileOptions.scalar());
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return new Interpreted(kernel, functions, trust, maxSteps, listener);
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return IrPrinter.print(kernel);
  }

  private record Interpreted(
      Kernel kernel,
      List<Func> functions,
      Interpreter.Indices trust,
      long maxSteps,
      PrintListener listener)
      implements CompiledKernel {
    @Override
    public void run(LaunchRecord arguments) {
      Interpreter.run(kernel, functions, trust, maxSteps, listener, arguments);
    }

    @Override
    public void close() {}
  }
}
