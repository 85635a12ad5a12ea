package dev.strake.cli.safety;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Memory between two pages that can't be touched: an access beyond an end of it that faces such a
/// page ends the process. The other end is followed by canaries. Where there is no `mprotect`, both
/// are.
///
/// Never freed: a probe is a short-lived process.
@SuppressWarnings("restricted")
final class GuardedMemory {
  /// Which end faces a guard page.
  enum Placement {
    START,
    END
  }

  static final byte CANARY = 0x5a;
  private static final long PAGE_BYTES = 1 << 14;
  private static final int READ_AND_WRITE = 3;
  private static final int PRIVATE_AND_ANONYMOUS = 0x22;
  private static final boolean IS_LINUX = System.getProperty("os.name").startsWith("Linux");

  private final MemorySegment surroundings;
  private final MemorySegment memory;

  private GuardedMemory(MemorySegment surroundings, MemorySegment memory) {
    this.surroundings = surroundings;
    this.memory = memory;
  }

  /// `sizeBytes` bytes, all of them canaries.
  static GuardedMemory of(long sizeBytes, Placement placement) {
    var pages = (sizeBytes / PAGE_BYTES + 1) * PAGE_BYTES;
    var surroundings = IS_LINUX ? mapped(pages) : Arena.global().allocate(pages, 64);
    surroundings.fill(CANARY);
    var offset = placement == Placement.START ? 0 : pages - sizeBytes;
    return new GuardedMemory(surroundings, surroundings.asSlice(offset, sizeBytes));
  }

  MemorySegment memory() {
    return memory;
  }

  /// Every byte that can be touched.
  byte[] snapshot() {
    return surroundings.toArray(ValueLayout.JAVA_BYTE);
  }

  /// Where [#memory] begins in a snapshot.
  long start() {
    return memory.address() - surroundings.address();
  }

  private static MemorySegment mapped(long sizeBytes) {
    try {
      var base =
          (long)
              Mmap.CALL.invokeExact(
                  0L, sizeBytes + 2 * PAGE_BYTES, 0, PRIVATE_AND_ANONYMOUS, -1, 0L);
      var first = base + PAGE_BYTES;
      var failed = (int) Mprotect.CALL.invokeExact(first, sizeBytes, READ_AND_WRITE);
      if (base == -1 || failed != 0) {
        throw new IllegalStateException("no guard pages");
      }
      return MemorySegment.ofAddress(first).reinterpret(sizeBytes);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static MethodHandle link(String name, FunctionDescriptor type) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  private static final class Mmap {
    static final MethodHandle CALL =
        link(
            "mmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
  }

  private static final class Mprotect {
    static final MethodHandle CALL =
        link(
            "mprotect",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }
}
