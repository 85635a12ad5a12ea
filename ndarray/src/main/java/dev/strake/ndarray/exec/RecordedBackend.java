package dev.strake.ndarray.exec;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ndarray.recording.Recording;
import java.util.List;

/// A backend whose compilations are recorded. The policy `auto` records those it makes itself.
record RecordedBackend(Backend backend) implements Backend {
  /// The backend itself where nothing is recorded.
  static Backend of(Backend backend) {
    return Recording.isOn() && !(backend instanceof TieredBackend)
        ? new RecordedBackend(backend)
        : backend;
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
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return compileAll(List.of(kernel), options).getFirst();
  }

  @Override
  public List<CompiledKernel> compileAll(List<Kernel> kernels, CompileOptions options) {
    var start = System.nanoTime();
    var compiled = backend.compileAll(kernels, options);
    Recording.compiled(kernels.getFirst().name(), name(), System.nanoTime() - start);
    return compiled;
  }

  @Override
  public boolean compilesAtOnce(List<Kernel> kernels, CompileOptions options) {
    return backend.compilesAtOnce(kernels, options);
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return backend.listing(kernel, options);
  }
}
