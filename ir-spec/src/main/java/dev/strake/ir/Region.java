package dev.strake.ir;

import java.util.List;

/// A straight list of ops with named entry values and yielded results: the body of a function, a
/// kernel, a loop or a branch. Control enters at the top and leaves at the bottom.
///
/// A region sees the values of the regions around it. Values it defines are not seen outside; what
/// should be is listed in `results`.
public record Region(List<Value> parameters, List<Op> ops, List<Value> results) {
  public static final Region EMPTY = new Region(List.of(), List.of(), List.of());

  public Region {
    parameters = List.copyOf(parameters);
    ops = List.copyOf(ops);
    results = List.copyOf(results);
  }

  public Region withOps(List<Op> newOps) {
    return new Region(parameters, newOps, results);
  }
}
