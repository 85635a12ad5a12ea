package dev.strake.bench.math;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The SHA-256 of what a function gives for [BitInputs]: the results in their order, as bytes in
/// memory order, little-endian, every NaN the canonical one.
final class BitHash implements AutoCloseable {
  private final MathFunction function;
  private final ArrayKernel kernel;
  private final Map<String, NDArray> inputs = new HashMap<>();
  private final Map<String, NDArray> results;

  BitHash(MathFunction function, Backend backend, CompileOptions options, int count) {
    this.function = function;
    this.kernel = function.kernel(backend, options);
    for (var k = 0; k < function.arity(); k++) {
      inputs.put("x" + k, BitInputs.column(function.parameters().get(k), k, count));
    }
    this.results = kernel.allocate(inputs);
  }

  void launch() {
    kernel.runInto(inputs, results);
  }

  /// Of the last launch.
  String hash() {
    try (var arena = Arena.ofConfined()) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var k = 0; k < function.results().size(); k++) {
        var memory = results.get("out" + k).segment(arena);
        canonicalize(function.results().get(k), memory);
        digest.update(memory.asByteBuffer());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static void canonicalize(ScalarType type, MemorySegment memory) {
    switch (type.isComplex() ? type.component() : type) {
      case F64 -> {
        for (var k = 0L; k < memory.byteSize() / Double.BYTES; k++) {
          var value = memory.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
          memory.setAtIndex(ValueLayout.JAVA_LONG, k, Double.doubleToLongBits(value));
        }
      }
      case F32 -> {
        for (var k = 0L; k < memory.byteSize() / Float.BYTES; k++) {
          var value = memory.getAtIndex(ValueLayout.JAVA_FLOAT, k);
          memory.setAtIndex(ValueLayout.JAVA_INT, k, Float.floatToIntBits(value));
        }
      }
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64 -> {}
      case F16, BF16, COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException("no function gives " + type.mnemonic() + " so far");
    }
  }

  @Override
  public void close() {
    kernel.close();
    inputs.values().forEach(NDArray::close);
    results.values().forEach(NDArray::close);
  }
}
