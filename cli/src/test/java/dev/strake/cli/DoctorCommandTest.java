package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {
  @Test
  void listsBackendsWithTheirReasons() {
    var table =
        DoctorCommand.table(
            List.of(
                new Named("c", new Availability.Unavailable("no C compiler")),
                new Named("vector", new Availability.Available("512-bit vectors"))));
    assertEquals(
        """
        backend      state        detail
        c            unavailable  no C compiler
        vector       available    512-bit vectors
        """,
        table.replace(System.lineSeparator(), "\n"));
  }

  @Test
  void saysSoWhenThereIsNoBackend() {
    assertEquals("backends   none found", DoctorCommand.table(List.of()).split(":")[0]);
  }

  /// A backend that can be listed and nothing else.
  private record Named(String name, Availability availability) implements Backend {
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
}
