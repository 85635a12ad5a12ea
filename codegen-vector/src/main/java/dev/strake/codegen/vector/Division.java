package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// How finely code is divided into methods: changes from one attempt to print a class to the next.
final class Division {
  private final Set<Op.For> asScalars = Collections.newSetFromMap(new IdentityHashMap<>());
  private int limit;

  /// @param limit ops a method should hold at most, as [CodeSize] counts
  Division(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /// Whether a loop in lanes did not fit into a method, and is printed for one lane after the
  /// other.
  boolean isAsScalars(Op.For loop) {
    return asScalars.contains(loop);
  }

  /// Notes that the method of `loop`, or some other method, was too large.
  ///
  /// @return whether the next attempt will differ
  boolean refine(Optional<Op.For> loop) {
    if (loop.isPresent()) {
      return asScalars.add(loop.get());
    }
    var isFinest = limit <= Outlining.LEAST_LIMIT;
    limit /= 2;
    return !isFinest;
  }
}
