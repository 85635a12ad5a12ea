package dev.strake.codegen.c;

import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.LaunchRecord;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A kernel in a shared library, linked into this JVM. The one file of this module that makes
/// restricted calls.
///
/// Invariant: what is called is a function our own emitter wrote, over a record that a launch has
/// checked; so it stays within the memory it was given.
@SuppressWarnings("restricted")
final class LinkedKernel implements CompiledKernel {
  private final Library library;
  private final MethodHandle function;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// A library that is open as long as one of its kernels is.
  private record Library(Arena arena, AtomicInteger open) {
    void release() {
      if (open.decrementAndGet() == 0) {
        arena.close();
      }
    }
  }

  private LinkedKernel(Library library, MethodHandle function) {
    this.library = library;
    this.function = function;
  }

  /// Opens a library and finds the functions of its kernels.
  ///
  /// @throws IllegalArgumentException if the file is no library of this machine, or lacks one of
  ///   the functions
  static List<LinkedKernel> load(Path path, List<String> symbols) {
    var arena = Arena.ofShared();
    try {
      var lookup = SymbolLookup.libraryLookup(path, arena);
      var library = new Library(arena, new AtomicInteger(symbols.size()));
      return symbols.stream()
          .map(symbol -> new LinkedKernel(library, function(lookup, path, symbol)))
          .toList();
    } catch (IllegalArgumentException failure) {
      arena.close();
      throw failure;
    }
  }

  private static MethodHandle function(SymbolLookup lookup, Path path, String symbol) {
    var address =
        lookup
            .find(symbol)
            .orElseThrow(() -> new IllegalArgumentException(path + " has no " + symbol));
    var signature = FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG);
    return Linker.nativeLinker().downcallHandle(address, signature);
  }

  /// @throws IllegalStateException if the kernel is closed
  @Override
  public void run(LaunchRecord arguments) {
    if (isClosed.get()) {
      throw new IllegalStateException("the kernel is closed");
    }
    try {
      function.invokeExact(arguments.address());
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw CompilerError.bug("LinkedKernel", "a kernel threw " + failure);
    } finally {
      Reference.reachabilityFence(arguments);
    }
  }

  /// Unloads the library if this was the last of its kernels.
  ///
  /// @throws IllegalStateException if the kernel is running or closed already
  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      throw new IllegalStateException("the kernel is closed already");
    }
    library.release();
  }
}
