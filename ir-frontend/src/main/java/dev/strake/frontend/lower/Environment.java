package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.HashMap;
import java.util.Map;

/// The values that variables and arrays have at a place of the program. A region gets a copy, so
/// that what it assigns is seen outside only through its results.
final class Environment {
  private final Map<Integer, Value> values;

  Environment() {
    this(new HashMap<>());
  }

  private Environment(Map<Integer, Value> values) {
    this.values = values;
  }

  Environment copy() {
    return new Environment(new HashMap<>(values));
  }

  boolean knows(Typed.Variable variable) {
    return values.containsKey(variable.id());
  }

  boolean knows(Typed.Array array) {
    return values.containsKey(array.id());
  }

  Value get(Typed.Variable variable) {
    return known(variable.id(), variable.name());
  }

  Value get(Typed.Array array) {
    return known(array.id(), array.name());
  }

  private Value known(int id, String name) {
    if (!values.containsKey(id)) {
      throw CompilerError.bug("Lowering", name + " has no value");
    }
    return values.get(id);
  }

  void set(Typed.Variable variable, Value value) {
    values.put(variable.id(), value);
  }

  void set(Typed.Array array, Value view) {
    values.put(array.id(), view);
  }
}
