package dev.strake.ir.fuzz;

import dev.strake.ir.Size;
import dev.strake.ir.Size.Operator;
import java.util.ArrayList;
import java.util.List;

/// Sizes by chance: what extents, loop bounds and conditions are made of.
final class Sizes {
  private static final List<Long> TINY = List.of(0L, 1L, 2L, 3L, 3L, 4L, 5L, 7L, 8L, 9L, 12L);
  private static final List<Long> LANES =
      List.of(15L, 16L, 17L, 31L, 32L, 33L, 34L, 63L, 64L, 65L, 70L, 127L, 128L, 129L, 130L, 259L);
  private static final List<Long> LONG =
      List.of(255L, 256L, 257L, 513L, 1000L, 4095L, 4096L, 4097L, 4129L, 8191L, 8192L, 8193L);

  private Sizes() {}

  /// The value of a symbol.
  static long value(Draft draft) {
    var die = draft.below(100);
    return draft.pick(die < 58 ? TINY : die < 97 ? LANES : LONG);
  }

  /// An expression of the symbols there are, from -2 to `most` when the program runs.
  static Size expression(Draft draft, long most) {
    var candidates = new ArrayList<Size>();
    for (var tries = 0; tries < 4; tries++) {
      candidates.add(random(draft, 2));
    }
    candidates.add(Size.of(draft.below(5)));
    candidates.removeIf(size -> !isWithin(draft, size, 0, most));
    return candidates.isEmpty() ? Size.of(1) : candidates.getFirst();
  }

  static boolean isWithin(Draft draft, Size size, long least, long most) {
    try {
      var value = draft.value(size);
      return least <= value && value <= most;
    } catch (ArithmeticException _) {
      // Can't be computed: the launch would be refused.
      return false;
    }
  }

  private static Size random(Draft draft, int depth) {
    var names = List.copyOf(draft.symbols().keySet());
    if (names.isEmpty()) {
      return Size.of(draft.below(6));
    }
    var symbol = Size.of(draft.pick(names));
    if (depth == 0 || draft.chance(45)) {
      return draft.chance(85) ? symbol : Size.of(draft.below(9));
    }
    var inner = random(draft, depth - 1);
    return switch (draft.below(8)) {
      case 0 -> Size.of(Operator.SUB, inner, Size.of(1));
      case 1 -> Size.of(Operator.ADD, inner, Size.of(1 + draft.below(3)));
      case 2 -> Size.of(Operator.FLOORDIV, inner, Size.of(2 + draft.below(2)));
      case 3 -> Size.of(Operator.MUL, inner, Size.of(2));
      case 4 -> Size.of(Operator.FLOORMOD, inner, Size.of(1 + draft.below(4)));
      case 5 -> Size.of(Operator.MIN, inner, random(draft, depth - 1));
      case 6 -> Size.of(Operator.MAX, inner, Size.of(draft.below(3)));
      default -> Size.of(draft.pick(Operator.values()), inner, random(draft, depth - 1));
    };
  }

  static void size(Scene scene) {
    var size = expression(scene.draft(), 1 << 20);
    var value = scene.draft().value(size);
    scene.keep(scene.body().size(size), value, value);
  }
}
