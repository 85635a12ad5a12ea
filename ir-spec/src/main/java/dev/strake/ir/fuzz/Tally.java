package dev.strake.ir.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// How often what was met, for the summary of a run: `op add f64`, `construct par loop`.
public final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  /// Nothing yet.
  public Tally() {}

  public void count(String what) {
    add(what, 1);
  }

  public void add(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  public void addAll(Tally other) {
    other.counts.forEach(this::add);
  }

  public long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /// In alphabetical order.
  public void forEach(BiConsumer<String, Long> action) {
    counts.forEach(action);
  }
}
