package dev.strake.ir.backend;

import dev.strake.ir.Kernel;
import java.util.List;

/// Something that runs scheduled kernels; found by `ServiceLoader`.
///
/// A backend prints what it is given: every decision about order, tiles and lanes was made by the
/// passes before it. It must produce the bits IR.md defines and the failure that comes first in
/// iteration order.
public interface Backend {
  /// What users call it: `interpreter`, `scalar`, `vector`, `c`.
  String name();

  /// Whether it can run on this machine. Never throws; cheap after the first call.
  Availability availability();

  /// Which form of a kernel it takes.
  Form form();

  /// How far a kernel has been prepared.
  enum Form {
    /// As the program came, no pass having run. For the interpreter alone, which checks every
    /// index.
    WRITTEN,
    /// Calls inlined, index checks placed; loops and reductions as written.
    CHECKED,
    /// Also planned: no reductions, loops split into lanes and tails.
    SCHEDULED
  }

  /// The options worth comparing on this machine, the default one first.
  List<CompileOptions> variants();

  /// Compiles a kernel of its [#form].
  ///
  /// @throws dev.strake.ir.diag.CompilerError LIMIT if the kernel is too large for the backend
  CompiledKernel compile(Kernel kernel, CompileOptions options);

  /// Compiles kernels of different names with the same options: what [#compile] gives for each, in
  /// order, but faster where a backend can compile several at once.
  ///
  /// @throws dev.strake.ir.diag.CompilerError if any of them can't be compiled
  default List<CompiledKernel> compileAll(List<Kernel> kernels, CompileOptions options) {
    return kernels.stream().map(kernel -> compile(kernel, options)).toList();
  }

  /// Whether [#compileAll] would need no other program and little time.
  default boolean compilesAtOnce(List<Kernel> kernels, CompileOptions options) {
    return true;
  }

  /// What would be compiled, as text for people: C source, a bytecode listing.
  String listing(Kernel kernel, CompileOptions options);
}
