package dev.strake.cli;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import java.util.List;

/// A backend that can be listed and nothing else.
record NamedBackend(String name, Availability availability) implements Backend {
  @Override
  public Form form() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CompileOptions> variants() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    throw new UnsupportedOperationException();
  }
}
