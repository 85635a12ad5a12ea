package dev.strake.ir.pass;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.diag.CompilerError;
import java.util.HashMap;
import java.util.Map;

/// How many ops there will be once calls are inlined: a call counts for itself and for the body of
/// its function. Each function is counted once, however often it is called.
final class InlinedSize {
  /// More ops than any backend could compile.
  private static final long MOST_OPS = 1_000_000;

  private final Map<String, Func> functions;
  private final Map<String, Long> sizes = new HashMap<>();

  /// The functions by their names; none leads to itself.
  InlinedSize(Map<String, Func> functions) {
    this.functions = functions;
  }

  /// @throws CompilerError a LIMIT that names the kernel, if it would hold too many ops
  void requireSmall(Kernel kernel) {
    if (of(kernel.body()) > MOST_OPS) {
      throw CompilerError.limit(
          "inline-calls",
          "%s would hold more than %d ops, since each call becomes a copy of the function"
              .formatted(kernel.name(), MOST_OPS));
    }
  }

  /// Stops counting beyond the limit.
  private long of(Region region) {
    var size = 0L;
    for (var op : region.ops()) {
      size++;
      if (op instanceof Op.Call(_, var function, _)) {
        size += of(function);
      }
      for (var inner : op.regions()) {
        size += of(inner);
      }
      if (size > MOST_OPS) {
        break;
      }
    }
    return size;
  }

  private long of(String function) {
    var known = sizes.get(function);
    if (known != null) {
      return known;
    }
    if (!functions.containsKey(function)) {
      throw CompilerError.bug("inline-calls", "no function " + function);
    }
    var size = of(functions.get(function).body());
    sizes.put(function, size);
    return size;
  }
}
