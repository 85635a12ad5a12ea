package dev.strake.ir.mutate;

import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.function.Predicate;

/// What a mutation does to one op.
@FunctionalInterface
interface Rule {
  /// Appends something else than `op`, whose regions have been rewritten already, and defines its
  /// results.
  ///
  /// @return whether it did; if not, the op stays as it is
  boolean rewrite(Op op, Place place);

  /// What to make of an op that fits.
  interface Change<T extends Op> {
    void append(T op, Place place);
  }

  /// What an op of one result gives instead of the `right` value.
  interface Wrong<T extends Op> {
    Value append(RegionBuilder at, T op, Value right);
  }

  /// Every op of a kind that fits is changed.
  static <T extends Op> Rule on(Class<T> kind, Predicate<T> fits, Change<T> change) {
    return (op, place) -> {
      if (!kind.isInstance(op) || !fits.test(kind.cast(op))) {
        return false;
      }
      change.append(kind.cast(op), place);
      return true;
    };
  }

  /// Every op of a kind that fits is computed, and its result replaced.
  static <T extends Op> Rule instead(Class<T> kind, Predicate<T> fits, Wrong<T> wrong) {
    return on(
        kind,
        fits,
        (op, place) -> {
          var result = op.results().getFirst();
          var right = place.appendUnder(op);
          place.define(result, wrong.append(place.at(), op, right));
        });
  }
}
