package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ndarray.exec.TierEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class BackendPolicyTest {
  private static final Backend VECTOR =
      new NamedBackend("vector", new Availability.Unavailable("no module; add it"));
  private static final Backend C = new NamedBackend("c", new Availability.Available("gcc"));
  private static final Backend SCALAR =
      new NamedBackend("scalar", new Availability.Available("bytecode"));

  @Test
  void triesThePolicyThenTheInterpreter() {
    assertEquals(
        List.of("auto", "interpreter"),
        BackendPolicy.candidates("auto", TierEvent.Listener.NONE).stream()
            .map(Backend::name)
            .toList());
  }

  @Test
  void takesTheFirstThatCanRun() {
    check(
        "c",
        List.of("backend vector can't run here: no module; add it", "running on c (gcc)"),
        Backend::name,
        VECTOR,
        C,
        SCALAR);
  }

  @Test
  void goesOnWhereAKernelIsTooMuchForABackend() {
    check(
        "scalar",
        List.of(
            "running on c (gcc)",
            "not possible in this version: c: too long",
            "running on scalar (bytecode)"),
        backend -> {
          if (backend.name().equals("c")) {
            throw CompilerError.limit("c", "too long");
          }
          return backend.name();
        },
        C,
        SCALAR);
  }

  @Test
  void doesNotHideFaults() {
    assertThrows(
        CompilerError.class,
        () ->
            BackendPolicy.onFirstUsable(
                List.of(C, SCALAR),
                _ -> {},
                _ -> {
                  throw CompilerError.bug("c", "broken");
                }));
  }

  @Test
  void saysWhyNoneCanRun() {
    var refused =
        assertThrows(
            WrongInput.class,
            () -> BackendPolicy.onFirstUsable(List.of(VECTOR), _ -> {}, Backend::name));
    assertEquals("backend vector can't run here: no module; add it", refused.getMessage());
  }

  private static void check(
      String expected, List<String> notes, Function<Backend, String> work, Backend... candidates) {
    var said = new ArrayList<String>();
    assertEquals(expected, BackendPolicy.onFirstUsable(List.of(candidates), said::add, work));
    assertEquals(notes, said);
  }
}
