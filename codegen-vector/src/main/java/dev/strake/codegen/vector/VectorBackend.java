package dev.strake.codegen.vector;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import java.util.List;
import java.util.stream.Stream;

/// JVM bytecode on the SIMD Vector API, at any width the machine has.
public final class VectorBackend implements Backend {
  private static final String MODULE = "jdk.incubator.vector";

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Availability availability() {
    if (isModulePresent()) {
      return new Availability.Available(PreferredWidth.bits() + "-bit vectors");
    }
    return new Availability.Unavailable(
        "the module " + MODULE + " is not loaded; start Java with --add-modules " + MODULE);
  }

  private static boolean isModulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  @Override
  public Form form() {
    return Form.SCHEDULED;
  }

  /// The machine's own width first, then the narrower ones.
  @Override
  public List<CompileOptions> variants() {
    if (!isModulePresent()) {
      return List.of();
    }
    return Stream.of(512, 256, 128)
        .filter(bits -> bits <= PreferredWidth.bits())
        .map(CompileOptions::vectors)
        .toList();
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    return KernelClass.define(
        KernelEmitter.emit(kernel, options.vectorBits(), options), KernelEmitter.entryName(kernel));
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return ClassListing.of(KernelEmitter.emit(kernel, options.vectorBits(), options));
  }
}
