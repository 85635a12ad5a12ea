package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far the border of one loop reaches from each end, and what is decided between.
///
/// For an index i in `lower + low .. upper - high`, comparisons of i with what lies near either
/// bound have one outcome: `i == lower` is false from `low = 1` on, `i < upper - 1` is true from
/// `high = 1` on.
final class Border {
  /// Wider borders are not split off.
  private static final long WIDEST = 64;

  private final Op.For loop;
  private final IndexForms forms;
  private final IndexForm lower;
  private final IndexForm upper;
  private final Set<Value> inside = new HashSet<>();
  private final Map<Value, Boolean> comparisons = new HashMap<>();
  private final Map<Value, Value> clamps = new HashMap<>();
  private long low;
  private long high;

  /// An outcome that holds from some width of border on.
  private record Outcome(End end, long width, boolean holds) {
    enum End {
      LOW,
      HIGH
    }
  }

  private Border(Op.For loop, IndexForms forms) {
    this.loop = loop;
    this.forms = forms;
    this.lower = forms.form(loop.lower());
    this.upper = forms.form(loop.upper());
  }

  /// The border of a loop; nothing is decided where its bounds may be large enough to overflow.
  static Border of(Op.For loop, IndexForms forms) {
    var border = new Border(loop, forms);
    if (forms.isBounded(border.lower) && forms.isBounded(border.upper)) {
      border.collectDefinitions(loop.body());
      border.decide(loop.body(), DecidingValues.of(loop.body()));
    }
    return border;
  }

  /// Iterations split off at the low end.
  long low() {
    return low;
  }

  /// Iterations split off at the high end.
  long high() {
    return high;
  }

  /// Comparisons and what they come to in the interior.
  Map<Value, Boolean> comparisons() {
    return comparisons;
  }

  /// Results of min and max, and the operand they come to in the interior.
  Map<Value, Value> clamps() {
    return clamps;
  }

  boolean decidesNothing() {
    return comparisons.isEmpty() && clamps.isEmpty();
  }

  private void collectDefinitions(Region region) {
    inside.addAll(region.parameters());
    for (var op : region.ops()) {
      inside.addAll(op.results());
      op.regions().forEach(this::collectDefinitions);
    }
    inside.remove(loop.index());
  }

  private void decide(Region region, Set<Value> deciding) {
    for (var op : region.ops()) {
      if (op instanceof Op.Compare compare && deciding.contains(compare.result())) {
        outcome(compare.op(), compare.left(), compare.right())
            .ifPresent(known -> comparisons.put(compare.result(), take(known)));
      } else if (op instanceof Op.Binary binary && binary.op() == BinaryOp.MAX) {
        decideClamp(binary, CompareOp.GE);
      } else if (op instanceof Op.Binary binary && binary.op() == BinaryOp.MIN) {
        decideClamp(binary, CompareOp.LE);
      }
      op.regions().forEach(inner -> decide(inner, deciding));
    }
  }

  /// `left` is the result where `left takesLeft right`. What reads the result reads one side in the
  /// interior, so `min(max(i - 1, 0), h - 1)` is decided in two steps.
  private void decideClamp(Op.Binary op, CompareOp takesLeft) {
    var outcome = outcome(takesLeft, op.left(), op.right());
    if (outcome.isPresent()) {
      var side = take(outcome.get()) ? op.left() : op.right();
      clamps.put(op.result(), side);
      forms.equate(op.result(), side);
    }
  }

  private boolean take(Outcome outcome) {
    switch (outcome.end()) {
      case LOW -> low = Math.max(low, outcome.width());
      case HIGH -> high = Math.max(high, outcome.width());
    }
    return outcome.holds();
  }

  /// What `left op right` comes to inside some border; nothing unless it compares the index, plus a
  /// literal, with what stays the same in the loop and lies near one of its ends.
  private Optional<Outcome> outcome(CompareOp op, Value left, Value right) {
    if (left.type() != ScalarType.I64) {
      return Optional.empty();
    }
    var leftForm = forms.form(left);
    var rightForm = forms.form(right);
    if (!forms.isBounded(leftForm) || !forms.isBounded(rightForm)) {
      return Optional.empty();
    }
    var difference = leftForm.minus(rightForm);
    var factor = difference.factor(loop.index());
    if (factor != 1 && factor != -1) {
      return Optional.empty();
    }
    // factor * i + rest op 0, that is: i op threshold, or with the sides exchanged.
    var index = IndexForm.of(new IndexForm.Atom.OfValue(loop.index()));
    var rest = difference.minus(index.times(factor));
    var threshold = rest.times(-factor);
    return isInvariant(threshold)
        ? outcome(factor == 1 ? op : op.swapped(), threshold)
        : Optional.empty();
  }

  private boolean isInvariant(IndexForm form) {
    return form.terms().keySet().stream()
        .noneMatch(
            atom -> atom instanceof IndexForm.Atom.OfValue(var value) && inside.contains(value));
  }

  /// What `i op threshold` comes to; of two possible borders the narrower.
  private Optional<Outcome> outcome(CompareOp op, IndexForm threshold) {
    var fromLower = threshold.minus(lower);
    var fromUpper = threshold.minus(upper);
    var atLow =
        fromLower.isConstant()
            ? Optional.of(aboveLow(op, fromLower.constant()))
            : Optional.<Outcome>empty();
    var atHigh =
        fromUpper.isConstant()
            ? Optional.of(belowHigh(op, fromUpper.constant()))
            : Optional.<Outcome>empty();
    var narrower = atLow.filter(known -> atHigh.isEmpty() || known.width() <= atHigh.get().width());
    return narrower.or(() -> atHigh).filter(known -> known.width() <= WIDEST);
  }

  /// `i op lower + k` for every i from `lower + width` on.
  private static Outcome aboveLow(CompareOp op, long k) {
    return switch (op) {
      case EQ, LE -> new Outcome(Outcome.End.LOW, Math.max(0, k + 1), false);
      case NE, GT -> new Outcome(Outcome.End.LOW, Math.max(0, k + 1), true);
      case LT -> new Outcome(Outcome.End.LOW, Math.max(0, k), false);
      case GE -> new Outcome(Outcome.End.LOW, Math.max(0, k), true);
    };
  }

  /// `i op upper + k` for every i below `upper - width`.
  private static Outcome belowHigh(CompareOp op, long k) {
    return switch (op) {
      case EQ, GE -> new Outcome(Outcome.End.HIGH, Math.max(0, -k), false);
      case NE, LT -> new Outcome(Outcome.End.HIGH, Math.max(0, -k), true);
      case LE -> new Outcome(Outcome.End.HIGH, Math.max(0, -k - 1), true);
      case GT -> new Outcome(Outcome.End.HIGH, Math.max(0, -k - 1), false);
    };
  }
}
