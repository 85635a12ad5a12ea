package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;

/// The bounds of a loop or binder: the lowest and highest index it takes, and how often it runs at
/// least in each go.
record Range(Value lower, Value upper, long lowest, long highest, long least) {
  /// How often it runs at most.
  long most() {
    return highest < lowest ? 0 : highest - lowest + 1;
  }

  /// Bounds of at most `most` iterations: an axis of a view most often.
  static Range of(Scene scene, long most) {
    var draft = scene.draft();
    var die = draft.below(100);
    if (!scene.place().hasMemory()) {
      return die < 60 ? constants(scene, most) : ofData(scene, most);
    }
    if (die < 66) {
      return axis(scene, most);
    }
    if (die < 76) {
      return constants(scene, most);
    }
    if (die < 84) {
      return ofSize(scene, Sizes.expression(draft, most), most);
    }
    return die < 94 ? triangle(scene, most) : ofData(scene, most);
  }

  private static Range axis(Scene scene, long most) {
    var fields = scene.fields(field -> field.rank() > 0);
    if (fields.isEmpty()) {
      return ofSize(scene, Sizes.expression(scene.draft(), most), most);
    }
    var field = scene.draft().recent(fields);
    var axis = scene.draft().below(field.rank());
    return ofSize(scene, field.dim(axis), most);
  }

  /// `0..size`, or without some at an end.
  private static Range ofSize(Scene scene, Size size, long most) {
    var draft = scene.draft();
    var value = draft.value(size);
    if (value > most) {
      return constants(scene, most);
    }
    var lowest = draft.chance(25) ? draft.below(3) : 0L;
    var less = draft.chance(25) ? draft.below(3) : 0L;
    var upper = less == 0 ? size : Size.of(Size.Operator.SUB, size, Size.of(less));
    var trips = Math.max(value - less - lowest, 0);
    return new Range(
        scene.body().index(lowest), scene.body().size(upper), lowest, value - less - 1, trips);
  }

  private static Range constants(Scene scene, long most) {
    var draft = scene.draft();
    var lowest = draft.chance(70) ? 0 : draft.below(7) - 3;
    var trips = draft.below(Math.clamp(most + 1, 1, 20));
    var end = lowest + trips - (trips == 0 ? draft.below(2) : 0);
    return new Range(scene.body().index(lowest), scene.body().index(end), lowest, end - 1, trips);
  }

  /// From or up to an index of a loop around.
  private static Range triangle(Scene scene, long most) {
    var draft = scene.draft();
    var around =
        scene.indices().stream().filter(i -> i.lowest() >= -4 && i.highest() <= most - 4).toList();
    if (around.isEmpty()) {
      return constants(scene, most);
    }
    var index = draft.recent(around);
    if (draft.chance(50)) {
      var upper = index.value();
      return new Range(
          scene.body().index(0), upper, 0, index.highest() - 1, Math.max(index.lowest(), 0));
    }
    var end = index.highest() + draft.below(3);
    return new Range(
        index.value(),
        scene.body().index(end),
        index.lowest(),
        end - 1,
        Math.max(end - index.highest(), 0));
  }

  /// Up to what is known when it runs.
  private static Range ofData(Scene scene, long most) {
    var mask = Long.highestOneBit(Math.clamp(most + 1, 1, 16)) - 1;
    var body = scene.body();
    var number = scene.operand(ScalarType.I64);
    var upper = body.binary(BinaryOp.AND, number, body.index(mask));
    return new Range(body.index(0), upper, 0, mask - 1, 0);
  }
}
