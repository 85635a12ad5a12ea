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

/// A kernel in a shared library, linked into this JVM. The one file of this module that makes
/// restricted calls.
///
/// Invariant: what is called is a function our own emitter wrote, over a record that a launch has
/// checked; so it stays within the memory it was given.
@SuppressWarnings("restricted")
final class LinkedKernel implements CompiledKernel {
  private final Arena library;
  private final MethodHandle function;

  private LinkedKernel(Arena library, MethodHandle function) {
    this.library = library;
    this.function = function;
  }

  /// Opens a library and finds the kernel's function.
  ///
  /// @throws IllegalArgumentException if the file is no library of this machine, or has no such
  ///   function
  static LinkedKernel load(Path path, String symbol) {
    var arena = Arena.ofShared();
    try {
      var address =
          SymbolLookup.libraryLookup(path, arena)
              .find(symbol)
              .orElseThrow(() -> new IllegalArgumentException(path + " has no " + symbol));
      var signature = FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG);
      return new LinkedKernel(arena, Linker.nativeLinker().downcallHandle(address, signature));
    } catch (IllegalArgumentException failure) {
      arena.close();
      throw failure;
    }
  }

  /// @throws IllegalStateException if the kernel is closed
  @Override
  public void run(LaunchRecord arguments) {
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

  /// Unloads the library.
  ///
  /// @throws IllegalStateException if the kernel is running or closed already
  @Override
  public void close() {
    library.close();
  }
}
