package dev.strake.frontend.check;

import dev.strake.frontend.TypeParameter;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The choices of types for the type parameters of a declaration.
final class Instances {
  /// Bodies checked for one declaration at most.
  static final int LIMIT = 128;

  private Instances() {}

  static long count(List<TypeParameter> parameters) {
    return parameters.stream().mapToLong(p -> p.choices().size()).reduce(1, Instances::times);
  }

  private static long times(long left, long right) {
    return left > LIMIT * LIMIT ? left : left * right;
  }

  /// All of them, the first parameter varying slowest; one empty choice if there are no parameters.
  static List<Map<String, ScalarType>> of(List<TypeParameter> parameters) {
    List<Map<String, ScalarType>> instances = List.of(Map.of());
    for (var parameter : parameters) {
      instances = extended(instances, parameter);
    }
    return instances;
  }

  private static List<Map<String, ScalarType>> extended(
      List<Map<String, ScalarType>> instances, TypeParameter parameter) {
    var extended = new ArrayList<Map<String, ScalarType>>();
    for (var instance : instances) {
      for (var choice : parameter.choices()) {
        var larger = new LinkedHashMap<>(instance);
        larger.put(parameter.name(), choice);
        extended.add(larger);
      }
    }
    return extended;
  }
}
