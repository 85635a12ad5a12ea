package dev.strake.ir.conformance;

import dev.strake.ir.Program;
import java.util.Arrays;
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

  /// Whether some input holds the special values of its type, or some of them.
  boolean passesSpecialValues() {
    return inputs.values().stream().anyMatch(Run::isSpecial);
  }

  private static boolean isSpecial(Input input) {
    return switch (input) {
      case Input.Generated(var pattern, _, _) ->
          switch (pattern) {
            case Pattern.Any _, Pattern.Specials _, Pattern.Left _, Pattern.Right _ -> true;
            case Pattern.Plain _, Pattern.Below _, Pattern.Iota _, Pattern.Fill _ -> false;
            case Pattern.Stored _ -> false;
          };
      case Input.Scalar _, Input.Elements _ -> false;
    };
  }

  /// Elements of all inputs of all launches.
  long elements(Program program) {
    var elements = 0L;
    for (var parameter : program.kernel(kernel).orElseThrow().inputs()) {
      var input = inputs.get(parameter.name());
      if (input == null || !parameter.isView()) {
        continue;
      }
      for (var value : values) {
        var type = parameter.value().view().element();
        var extents = Input.extents(input, type, Map.of(variable, value));
        elements += Arrays.stream(extents).reduce(1, (left, right) -> left * right);
      }
    }
    return elements * arrangements.size();
  }
}
