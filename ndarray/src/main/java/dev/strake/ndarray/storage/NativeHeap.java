package dev.strake.ndarray.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The process's native memory: the only place that allocates, frees or opens it.
///
/// Blocks below 1 MiB come from `calloc` or `malloc`. Larger ones are anonymous mappings: `calloc`
/// alone stops being lazy for blocks below 32 MiB once such a block was freed, because glibc then
/// keeps and clears it. A mapping of zeros is always fresh, and its untouched pages cost nothing.
/// Systems without `mmap` use `calloc` for all sizes.
///
/// Up to 64 MiB of freed mappings that were not to be zero are kept for the next of the same size,
/// as glibc does with blocks up to 32 MiB: pages that the system has to find and clear first make a
/// fresh array twice as expensive as most kernels that fill it.
@SuppressWarnings("restricted")
public final class NativeHeap {
  /// Every block starts at a multiple of this: one cache line, one AVX-512 vector.
  public static final long ALIGNMENT_BYTES = 64;

  /// Blocks of this size and more are mappings of their own.
  public static final long MAPPED_FROM_BYTES = 1L << 20;

  /// Advice splits a mapping, and a process may hold only some 65,000 of them, so small ones go
  /// without.
  private static final long ADVISED_FROM_BYTES = 4L << 20;

  /// As much as glibc keeps of its heap at most.
  private static final SpareBlocks SPARE = new SpareBlocks(64L << 20);

  private static final Os OS = Os.current();
  private static final AtomicLong LIVE_BYTES = new AtomicLong();

  private NativeHeap() {}

  /// Bytes asked for and not yet freed, over the whole process.
  public static long liveBytes() {
    return LIVE_BYTES.get();
  }

  /// A fresh block, or nothing where the system refuses.
  static Optional<Block> allocate(long sizeBytes, Contents contents) {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("cannot allocate " + sizeBytes + " bytes");
    }
    var spare =
        isMapped(sizeBytes) && contents == Contents.UNDEFINED
            ? SPARE.take(sizeBytes)
            : Optional.<Block>empty();
    var block =
        spare.isPresent()
            ? spare
            : isMapped(sizeBytes) ? map(sizeBytes, contents) : fromLibrary(sizeBytes, contents);
    block.ifPresent(_ -> LIVE_BYTES.addAndGet(sizeBytes));
    return block;
  }

  /// Gives the block back. Any later access to it is undefined: [Storage] sees to it.
  static void free(Block block) {
    if (isMapped(block.sizeBytes())) {
      SPARE.keep(block).forEach(NativeHeap::unmap);
    } else {
      try {
        Free.CALL.invokeExact(block.base());
      } catch (Throwable failure) {
        throw unexpected(failure);
      }
    }
    LIVE_BYTES.addAndGet(-block.sizeBytes());
  }

  private static void unmap(Block block) {
    try {
      int failed = (int) Munmap.CALL.invokeExact(block.base(), block.sizeBytes());
      if (failed != 0) {
        throw new IllegalStateException("munmap refused " + block);
      }
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  /// The block as a segment without a life of its own: [Storage] says when it may be used.
  static MemorySegment segment(Block block) {
    return MemorySegment.ofAddress(block.address()).reinterpret(block.sizeBytes());
  }

  /// The same bytes in a segment that lives as long as `arena`, which then runs `ending`; at once
  /// if this thread can't use the arena.
  static MemorySegment withScope(MemorySegment memory, Arena arena, Runnable ending) {
    try {
      return memory.reinterpret(arena, _ -> ending.run());
    } catch (IllegalStateException | WrongThreadException refused) {
      ending.run();
      throw refused;
    }
  }

  private static boolean isMapped(long sizeBytes) {
    return sizeBytes >= MAPPED_FROM_BYTES && OS != Os.OTHER;
  }

  private static Optional<Block> map(long sizeBytes, Contents contents) {
    try {
      long base =
          (long)
              Mmap.CALL.invokeExact(
                  0L, sizeBytes, Os.READ_AND_WRITE, OS.privateAnonymous, Os.NO_FILE, 0L);
      if (base == Os.MAP_FAILED) {
        return Optional.empty();
      }
      advise(base, sizeBytes, contents);
      return Optional.of(new Block(base, base, sizeBytes, contents));
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  /// Memory that is wholly written is filled five times faster with huge pages; behind lazily
  /// zeroed memory they would make a sparse array dense. The answer is ignored: it is only advice.
  private static void advise(long base, long sizeBytes, Contents contents) throws Throwable {
    if (OS != Os.LINUX || sizeBytes < ADVISED_FROM_BYTES) {
      return;
    }
    if (contents == Contents.UNDEFINED) {
      int _ = (int) Madvise.CALL.invokeExact(base, sizeBytes, Os.MADV_HUGEPAGE);
    } else if (HugePages.ALWAYS) {
      int _ = (int) Madvise.CALL.invokeExact(base, sizeBytes, Os.MADV_NOHUGEPAGE);
    }
  }

  /// `malloc` and `calloc` align to 16 bytes only, so a block is larger than asked for.
  private static Optional<Block> fromLibrary(long sizeBytes, Contents contents) {
    if (sizeBytes > Long.MAX_VALUE - ALIGNMENT_BYTES) {
      return Optional.empty();
    }
    long paddedBytes = sizeBytes + ALIGNMENT_BYTES;
    try {
      long base =
          switch (contents) {
            case ZEROED -> (long) Calloc.CALL.invokeExact(1L, paddedBytes);
            case UNDEFINED -> (long) Malloc.CALL.invokeExact(paddedBytes);
          };
      long address = (base + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
      return base == 0
          ? Optional.empty()
          : Optional.of(new Block(base, address, sizeBytes, contents));
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  private static RuntimeException unexpected(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(failure);
  }

  private static MethodHandle link(String name, FunctionDescriptor type) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  private static FunctionDescriptor type(MemoryLayout result, MemoryLayout... parameters) {
    return FunctionDescriptor.of(result, parameters);
  }

  /// What differs between systems in the arguments of `mmap` and `madvise`.
  private enum Os {
    LINUX(0x02 | 0x20),
    MACOS(0x02 | 0x1000),
    OTHER(0);

    static final int READ_AND_WRITE = 0x1 | 0x2;
    static final int NO_FILE = -1;
    static final long MAP_FAILED = -1;
    static final int MADV_HUGEPAGE = 14;
    static final int MADV_NOHUGEPAGE = 15;

    /// `MAP_PRIVATE | MAP_ANONYMOUS`
    final int privateAnonymous;

    Os(int privateAnonymous) {
      this.privateAnonymous = privateAnonymous;
    }

    static Os current() {
      String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      if (name.startsWith("linux")) {
        return LINUX;
      }
      return name.startsWith("mac") ? MACOS : OTHER;
    }
  }

  /// Whether Linux backs every large mapping with huge pages without being asked.
  private static final class HugePages {
    private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    static final boolean ALWAYS = isAlways();

    private static boolean isAlways() {
      try {
        return Files.isReadable(SETTING) && Files.readString(SETTING).contains("[always]");
      } catch (IOException _) {
        return true; // Unknown: the advice against huge pages is then given for safety.
      }
    }
  }

  // Linking a function takes milliseconds, so each is linked when it is first called.

  private static final class Calloc {
    static final MethodHandle CALL =
        link("calloc", type(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  private static final class Malloc {
    static final MethodHandle CALL =
        link("malloc", type(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  private static final class Free {
    static final MethodHandle CALL = link("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
  }

  private static final class Mmap {
    static final MethodHandle CALL =
        link(
            "mmap",
            type(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
  }

  private static final class Munmap {
    static final MethodHandle CALL =
        link("munmap", type(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  private static final class Madvise {
    static final MethodHandle CALL =
        link(
            "madvise",
            type(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }
}
