package dev.strake.ir;

import java.util.List;

/// A pure scalar function: scalar parameters, one scalar result, no memory, no recursion.
///
/// The body region has the parameters as its own and yields the one result.
public record Func(String name, Region body) {
  public List<Value> parameters() {
    return body.parameters();
  }

  public Value result() {
    return body.results().getFirst();
  }
}
