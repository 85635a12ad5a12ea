package dev.strake.ir.pass;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How the iterations of loops touch one view.
final class Accesses {
  private Accesses() {}

  /// The ops in a loop that load from the view, store to it, or use it otherwise.
  static List<Op> of(Value view, Op.For loop) {
    return inside(loop).filter(op -> op.operands().contains(view)).toList();
  }

  private static Stream<Op> inside(Op op) {
    return op.regions().stream()
        .flatMap(region -> region.ops().stream())
        .flatMap(inner -> Stream.concat(Stream.of(inner), inside(inner)));
  }

  /// Whether there is an axis on which every access of the first loop has its index, and every
  /// access of the second has the second's: then only equal iterations touch the same element.
  static boolean meetOnOwnElements(
      List<Op> first, Value firstIndex, List<Op> second, Value secondIndex) {
    return IntStream.range(0, indices(first.getFirst()).size())
        .anyMatch(axis -> areAt(axis, first, firstIndex) && areAt(axis, second, secondIndex));
  }

  private static boolean areAt(int axis, List<Op> accesses, Value index) {
    return accesses.stream()
        .map(Accesses::indices)
        .allMatch(indices -> axis < indices.size() && indices.get(axis).equals(index));
  }

  /// Empty for what neither loads nor stores.
  private static List<Value> indices(Op op) {
    if (op instanceof Op.Load load) {
      return load.indices();
    }
    return op instanceof Op.Store store ? store.indices() : List.of();
  }

  /// The number of stores to the view in a loop.
  static long storesTo(Value view, Op.For loop) {
    return inside(loop).filter(op -> op instanceof Op.Store s && s.view().equals(view)).count();
  }
}
