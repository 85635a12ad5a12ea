package dev.strake.frontend.lower;

import dev.strake.frontend.check.Instance;
import dev.strake.frontend.check.TypeChecker;
import dev.strake.frontend.check.Typed;
import dev.strake.ir.ScalarType;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/// Names the functions that are called and keeps those that are still to be lowered.
final class Callees {
  private final Map<Instance, String> names = new HashMap<>();
  private final Map<Instance, Typed.Function> functions = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Queue<Callee> waiting = new ArrayDeque<>();

  /// A function to lower under a name of its own.
  record Callee(String name, Typed.Function function) {}

  /// The name of the function in the program: its own, followed by the types of its parameters,
  /// such as `exp.f64`. No two functions of a name have the same, unless one of them is imported by
  /// a library.
  String name(Instance instance) {
    return names.computeIfAbsent(instance, this::fresh);
  }

  /// The function itself, to put its body in place of a call.
  Typed.Function function(Instance instance) {
    return functions.computeIfAbsent(instance, TypeChecker::function);
  }

  private String fresh(Instance instance) {
    var function = function(instance);
    var types =
        function.parameters().stream()
            .map(Typed.Variable::type)
            .map(ScalarType::mnemonic)
            .collect(Collectors.joining("."));
    var name =
        types.isEmpty() ? instance.function().name() : instance.function().name() + "." + types;
    while (!taken.add(name)) {
      name = name + "_";
    }
    waiting.add(new Callee(name, function));
    return name;
  }

  boolean hasNext() {
    return !waiting.isEmpty();
  }

  Callee next() {
    return waiting.remove();
  }
}
