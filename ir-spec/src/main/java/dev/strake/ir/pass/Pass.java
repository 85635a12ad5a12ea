package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import java.util.function.UnaryOperator;

/// A rewrite of a program that keeps its meaning to the last bit.
///
/// `name` is what the command line and dumps call it; `description` is one line for people.
public record Pass(String name, String description, UnaryOperator<Program> rewrite) {

  /// A pass that rewrites every kernel by itself and leaves the functions alone.
  public static Pass ofKernels(String name, String description, UnaryOperator<Kernel> rewrite) {
    return new Pass(name, description, program -> eachKernel(program, rewrite));
  }

  private static Program eachKernel(Program program, UnaryOperator<Kernel> rewrite) {
    var kernels = program.kernels().stream().map(rewrite).toList();
    return program.with(program.functions(), kernels);
  }
}
