package dev.strake.ir.mutate;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/// Literals that come out as others.
final class ConstantMutations {
  private final ScalarType type;
  private final List<CodeMutation> mutations = new ArrayList<>();

  private ConstantMutations(ScalarType type) {
    this.type = type;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var type : ScalarType.values()) {
      if (ScalarMutations.isComputedWith(type)) {
        all.addAll(new ConstantMutations(type).ofType());
      }
    }
    return all;
  }

  private List<CodeMutation> ofType() {
    if (type.isBool()) {
      add("true is false", bits -> bits == 1, _ -> 0);
      add("false is true", bits -> bits == 0, _ -> 1);
    } else if (type.isInteger()) {
      add("0 is 1", bits -> bits == 0, _ -> 1);
      add("1 is 0", bits -> bits == 1, _ -> 0);
      add("1 is 2", bits -> bits == 1, _ -> 2);
      add("the smallest is one more", bits -> bits == type.smallest() && bits != 0, b -> b + 1);
      add("the largest is one less", bits -> bits == type.largest(), bits -> bits - 1);
      add("positive numbers are one less", bits -> bits > 1, bits -> bits - 1);
      add(
          "positive numbers are one more",
          bits -> bits > 0 && bits != type.largest(),
          bits -> bits + 1);
      add(
          "negative numbers are positive",
          bits -> bits < 0 && bits != type.smallest(),
          bits -> -bits);
    } else {
      ofFloats();
    }
    return mutations;
  }

  private void ofFloats() {
    var infinity = type.largest();
    add("-0 is 0", bits -> bits == type.negativeZero(), _ -> 0);
    add("0 is -0", bits -> bits == 0, _ -> type.negativeZero());
    add("1 is the number after 1", bits -> bits == type.one(), bits -> bits + 1);
    add("infinity is the largest number", bits -> bits == infinity, bits -> bits - 1);
    add("-infinity is the smallest number", bits -> bits == type.smallest(), bits -> bits - 1);
    add(
        "finite numbers are off by one bit",
        bits -> bits != 0 && bits != type.negativeZero() && !isEndless(bits),
        bits -> bits ^ 1);
    add(
        "numbers lose their sign",
        bits -> bits != type.negativeZero() && isNegative(bits),
        bits -> bits ^ type.negativeZero());
  }

  /// Infinite or NaN.
  private boolean isEndless(long bits) {
    return (bits & type.largest()) == type.largest();
  }

  private boolean isNegative(long bits) {
    return (bits & type.negativeZero()) != 0;
  }

  private void add(String defect, LongPredicate fits, LongUnaryOperator change) {
    var rule =
        Rule.on(
            Op.Constant.class,
            one -> one.result().type() == type && fits.test(one.bits()),
            (one, place) ->
                place.at().append(new Op.Constant(one.result(), change.applyAsLong(one.bits()))));
    // Literals are hoisted out of lanes, so where they stand tells no mutants apart.
    mutations.add(CodeMutation.of(Family.CONSTANT, type + " literal " + defect, rule));
  }
}
