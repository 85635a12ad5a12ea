package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.backend.Availability;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {
  @Test
  void listsBackendsWithTheirReasons() {
    var table =
        DoctorCommand.table(
            List.of(
                new NamedBackend("c", new Availability.Unavailable("no C compiler")),
                new NamedBackend("vector", new Availability.Available("512-bit vectors"))));
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
}
