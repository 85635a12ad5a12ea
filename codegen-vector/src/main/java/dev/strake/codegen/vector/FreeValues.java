package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which values a piece of a kernel needs from outside when it becomes a method of its own.
final class FreeValues {
  private final Set<Value> used = new LinkedHashSet<>();
  private final Set<Value> defined = new HashSet<>();

  private FreeValues() {}

  /// The scalars `loop` reads but does not define, in order of first use, literals excepted: those
  /// are repeated where they are used.
  static List<Value> of(Op.For loop, Map<Integer, Op.Constant> literals) {
    var free = new FreeValues();
    free.visit(loop);
    var scalars = new ArrayList<Value>();
    for (var value : free.used) {
      if (value.type() instanceof ScalarType
          && !free.defined.contains(value)
          && !literals.containsKey(value.id())) {
        scalars.add(value);
      }
    }
    return List.copyOf(scalars);
  }

  /// Every literal of a region, by value id.
  static Map<Integer, Op.Constant> literals(Region region) {
    var literals = new HashMap<Integer, Op.Constant>();
    collectLiterals(region, literals);
    return literals;
  }

  private static void collectLiterals(Region region, Map<Integer, Op.Constant> literals) {
    for (var op : region.ops()) {
      if (op instanceof Op.Constant literal) {
        literals.put(literal.result().id(), literal);
      }
      op.regions().forEach(inner -> collectLiterals(inner, literals));
    }
  }

  private void visit(Op op) {
    used.addAll(op.operands());
    defined.addAll(op.results());
    for (var region : op.regions()) {
      defined.addAll(region.parameters());
      region.ops().forEach(this::visit);
      used.addAll(region.results());
    }
  }
}
