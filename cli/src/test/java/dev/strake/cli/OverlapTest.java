package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.ScalarType;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Slice;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Files never overlap, but arrays of a Java program do: every backend refuses to write what
/// another operand reads or writes.
final class OverlapTest {
  static final List<String> BACKENDS = AllBackends.NAMES;

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void refusesOutputsThatOverlapOtherOperands(String backend) {
    AllBackends.require(backend);
    var whole = Creation.zeros(DType.FLOAT64, 10);
    check(
        backend,
        "saxpy: y is written while it shares memory with x; pass a copy of one of them",
        whole.slice(Slice.of(0, 6)),
        whole.slice(Slice.of(4, 10)));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void refusesOutputsThatOverlapThemselves(String backend) {
    AllBackends.require(backend);
    check(
        backend,
        "saxpy: y is written, but its elements overlap",
        Creation.zeros(DType.FLOAT64, 6),
        Creation.zeros(DType.FLOAT64, 1).broadcastTo(6));
  }

  private static void check(String backend, String message, NDArray x, NDArray y) {
    var file = KernelFile.load(CommandRun.EXAMPLES.resolve("saxpy.strake"), new SourceTexts());
    var program = file.checked().instantiate("saxpy", Map.of("T", ScalarType.F64));
    try (var kernel = ArrayKernel.of(program, "saxpy", BackendPolicy.named(backend))) {
      var inputs = Map.of("a", Creation.full(DType.FLOAT64, 2), "x", x, "y", y);
      var refused = assertThrows(LaunchException.class, () -> kernel.run(inputs));
      assertEquals(message, refused.getMessage());
    }
    assertEquals("[0. 0. 0. 0. 0. 0.]", y.toString());
  }
}
