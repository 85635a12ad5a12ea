package dev.strake.ir.pass;

import dev.strake.ir.backend.CompileOptions;
import java.util.List;

/// The lists of passes, in order.
public final class Pipelines {
  private Pipelines() {}

  /// From as written to checked: what the interpreter runs.
  public static List<Pass> checked() {
    return List.of();
  }

  /// From checked to scheduled: what the other backends print.
  public static List<Pass> scheduled(CompileOptions options) {
    return List.of();
  }
}
