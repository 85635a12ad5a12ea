package dev.strake.codegen.vector;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import java.util.List;

/// JVM bytecode without vectors: runs on every JDK 25, as fast from the first call as scalar code
/// is.
public final class ScalarBackend implements Backend {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("JVM bytecode");
  }

  @Override
  public Form form() {
    return Form.SCHEDULED;
  }

  @Override
  public List<CompileOptions> variants() {
    return List.of(CompileOptions.scalar());
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return KernelClass.define(
        KernelEmitter.emit(kernel, 0, options), KernelEmitter.entryName(kernel));
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return ClassListing.of(KernelEmitter.emit(kernel, 0, options));
  }
}
