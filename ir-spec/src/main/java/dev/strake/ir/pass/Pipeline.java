package dev.strake.ir.pass;

import dev.strake.ir.Program;
import java.util.List;
import java.util.function.BiConsumer;

/// Runs a list of passes one after the other.
public final class Pipeline {
  private Pipeline() {}

  public static Program run(List<Pass> passes, Program program) {
    return run(passes, program, (_, _) -> {});
  }

  /// Runs the passes and shows each result to `observer`: for dumps, timing and verification.
  public static Program run(
      List<Pass> passes, Program program, BiConsumer<Pass, Program> observer) {
    var current = program;
    for (var pass : passes) {
      current = pass.rewrite().apply(current);
      observer.accept(pass, current);
    }
    return current;
  }
}
