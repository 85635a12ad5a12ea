package dev.strake.ir;

/// Hands out value ids that are unique within one kernel or function.
public final class Ids {
  private int next;

  private Ids(int next) {
    this.next = next;
  }

  public static Ids from(int first) {
    return new Ids(first);
  }

  /// Ids that appear nowhere in `kernel`.
  public static Ids after(Kernel kernel) {
    var highest = highest(kernel.body());
    for (var parameter : kernel.parameters()) {
      highest = Math.max(highest, parameter.value().id());
    }
    return new Ids(highest + 1);
  }

  public Value fresh(Type type) {
    return new Value(next++, type);
  }

  private static int highest(Region region) {
    var highest = -1;
    for (var parameter : region.parameters()) {
      highest = Math.max(highest, parameter.id());
    }
    for (var op : region.ops()) {
      for (var result : op.results()) {
        highest = Math.max(highest, result.id());
      }
      for (var inner : op.regions()) {
        highest = Math.max(highest, highest(inner));
      }
    }
    return highest;
  }
}
