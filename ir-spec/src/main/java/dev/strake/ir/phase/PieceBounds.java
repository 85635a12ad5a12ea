package dev.strake.ir.phase;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import dev.strake.ir.launch.LaunchRecord;
import java.util.Optional;

/// Where the code of a parallel phase finds which iterations to run: a call may be made two, one
/// for the first iterations and one for the others.
///
/// @param low the `i64` parameter with the first iteration
/// @param high the `i64` parameter with the one behind the last
/// @param step a call starts a multiple of so many iterations after another
public record PieceBounds(Value low, Value high, int step) {
  static final String LOW = "piece.low";
  static final String HIGH = "piece.high";

  /// The bounds of a code that runs in pieces; nothing for others.
  public static Optional<PieceBounds> of(Kernel code) {
    var low = code.parameter(LOW);
    var high = code.parameter(HIGH);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    var loop = (Op.For) code.body().ops().getLast();
    var step = loop.kind() instanceof LoopKind.Lanes(var lanes) ? lanes : 1;
    return Optional.of(new PieceBounds(low.get().value(), high.get().value(), step));
  }

  public long low(LaunchRecord arguments) {
    return arguments.get(arguments.layout().scalar(low));
  }

  public long high(LaunchRecord arguments) {
    return arguments.get(arguments.layout().scalar(high));
  }

  /// The next call runs these iterations.
  public void set(LaunchRecord arguments, long from, long to) {
    arguments.set(arguments.layout().scalar(low), from);
    arguments.set(arguments.layout().scalar(high), to);
  }
}
