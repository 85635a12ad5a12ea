package dev.strake.ir;

import java.util.List;

/// How a reduction or a scan makes one element of two. An element has one component for each value
/// the body yields.
public sealed interface Combine {
  /// By a scalar op; elements have one component.
  record Builtin(ReduceOp op) implements Combine {}

  /// By a region that takes the components of the earlier element and those of the later one, and
  /// yields those of both combined. It is pure and can't fail; nothing says it is associative, and
  /// nothing assumes it.
  ///
  /// `empty` is what a reduction of nothing gives, one value per component; where it is empty
  /// itself, a reduction of nothing fails.
  record Custom(Region region, List<Value> empty) implements Combine {
    public Custom {
      empty = List.copyOf(empty);
    }
  }

  static Combine of(ReduceOp op) {
    return new Builtin(op);
  }

  /// Whether a reduction of nothing is an error.
  default boolean failsWhenEmpty() {
    return switch (this) {
      case Builtin(var op) -> op.failsWhenEmpty();
      case Custom(_, var empty) -> empty.isEmpty();
    };
  }

  /// What it is called in the text form.
  default String mnemonic() {
    return switch (this) {
      case Builtin(var op) -> op.mnemonic();
      case Custom _ -> "custom";
    };
  }

  /// The values it reads from around the op.
  default List<Value> operands() {
    return switch (this) {
      case Builtin _ -> List.of();
      case Custom(_, var empty) -> empty;
    };
  }

  /// The regions it holds: one if custom.
  default List<Region> regions() {
    return switch (this) {
      case Builtin _ -> List.of();
      case Custom(var region, _) -> List.of(region);
    };
  }
}
