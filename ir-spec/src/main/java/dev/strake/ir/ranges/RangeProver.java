package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import java.util.List;

/// Which indices of a kernel are in range, and how that is known.
public final class RangeProver {
  private final KernelScan scan;

  private RangeProver(KernelScan scan) {
    this.scan = scan;
  }

  public static RangeProver of(Kernel kernel) {
    return new RangeProver(KernelScan.of(kernel));
  }

  /// For every load and store in program order (regions in the order of [Op#regions]): one range
  /// per axis.
  ///
  /// Each is known under the assumption that all earlier ones hold, as they do once their checks
  /// stand.
  public List<List<Range>> ranges() {
    return scan.accesses().stream()
        .filter(access -> !(access.op() instanceof Op.Scatter))
        .map(access -> access.indices().stream().map(Access.Index::range).toList())
        .toList();
  }

  /// Whether a min or max reduction of the kernel always has an element.
  public boolean provesNonEmpty(Op.Reduce reduce) {
    return scan.isNonEmpty(reduce);
  }
}
