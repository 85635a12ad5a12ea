package dev.strake.ir.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The shapes of the latest launches. Safe for use by several threads.
final class LaunchShapes {
  private static final int KEPT = 4;

  /// The latest first; replaced as a whole.
  private volatile List<LaunchShape> latest = List.of();

  Optional<LaunchShape> find(Argument[] arguments, long budgetBytes) {
    var known = latest;
    for (var k = 0; k < known.size(); k++) {
      if (known.get(k).fits(arguments, budgetBytes)) {
        return Optional.of(known.get(k));
      }
    }
    return Optional.empty();
  }

  synchronized void remember(LaunchShape shape) {
    var more = new ArrayList<LaunchShape>(List.of(shape));
    more.addAll(latest.subList(0, Math.min(latest.size(), KEPT - 1)));
    latest = List.copyOf(more);
  }

  synchronized void clear() {
    latest = List.of();
  }
}
