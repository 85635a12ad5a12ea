package dev.strake.ir.conformance;

import java.util.List;
import java.util.Map;

/// One `; run` line of a case file: a kernel, what is passed, what must come out. With a variable
/// the kernel is run once for each of its values.
record Run(
    int line,
    String kernel,
    List<Arrangement> arrangements,
    String variable,
    List<Long> values,
    Map<String, Input> inputs,
    Expectation expected) {
  Run {
    arrangements = List.copyOf(arrangements);
    values = List.copyOf(values);
    inputs = Map.copyOf(inputs);
  }

  int launches() {
    return arrangements.size() * values.size();
  }
}
