package dev.strake.ir.interp;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import dev.strake.ir.launch.FailureKind;
import java.util.List;

/// Where the interpreter stopped because a kernel without calls failed, and every value there.
public final class Stop {
  private final Failure failure;
  private final Frame frame;

  Stop(Failure failure, Frame frame) {
    this.failure = failure;
    this.frame = frame;
  }

  public FailureKind kind() {
    return failure.kind;
  }

  public int site() {
    return failure.site;
  }

  public long index() {
    return failure.index;
  }

  public long extent() {
    return failure.extent;
  }

  /// The op that failed.
  public Op op() {
    return failure.trail.getFirst();
  }

  /// The loops, branches, reductions, scans and scatters in which it stands, outermost first.
  public List<Op> around() {
    return failure.trail.subList(1, failure.trail.size()).reversed();
  }

  /// The raw bits of a value defined before the failure, in the current iterations.
  public long bits(Value value) {
    return frame.get(value);
  }
}
