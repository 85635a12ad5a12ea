package dev.strake.ir.interp;

import dev.strake.ir.ScalarType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements in memory as raw bits: how wide each type is there, and how it is extended.
public final class ElementMemory {
  private ElementMemory() {}

  /// The raw bits of one element, of a type that is not complex.
  ///
  /// @throws IndexOutOfBoundsException if it lies outside `memory`
  public static long load(ScalarType type, MemorySegment memory, long offsetBytes) {
    return switch (type) {
      case BOOL -> memory.get(ValueLayout.JAVA_BYTE, offsetBytes) == 0 ? 0 : 1;
      case I8, U8 -> type.wrap(memory.get(ValueLayout.JAVA_BYTE, offsetBytes));
      case I16, U16, F16, BF16 ->
          type.wrap(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offsetBytes));
      case I32, U32, F32 -> type.wrap(memory.get(ValueLayout.JAVA_INT_UNALIGNED, offsetBytes));
      case I64, U64, F64 -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offsetBytes);
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }

  /// @throws IndexOutOfBoundsException if the element lies outside `memory`
  public static void store(ScalarType type, MemorySegment memory, long offsetBytes, long bits) {
    switch (type) {
      case BOOL, I8, U8 -> memory.set(ValueLayout.JAVA_BYTE, offsetBytes, (byte) bits);
      case I16, U16, F16, BF16 ->
          memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, offsetBytes, (short) bits);
      case I32, U32, F32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, offsetBytes, (int) bits);
      case I64, U64, F64 -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offsetBytes, bits);
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    }
  }
}
