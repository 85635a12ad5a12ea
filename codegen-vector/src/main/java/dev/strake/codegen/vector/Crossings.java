package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// How scalars get from one method to another: as parameters, or kept in the launch's array.
final class Crossings {
  /// The JVM's limit on parameters, in slots, less the record and the array.
  private static final int MAX_SLOTS = 255 - 3;

  private final Map<Value, Integer> kept = new LinkedHashMap<>();
  private final Map<Integer, List<Value>> parameters = new HashMap<>();
  private final Map<Integer, List<Value>> loaded = new HashMap<>();

  private Crossings() {}

  /// @param literals by value id, which cross nothing
  static Crossings of(Region body, Outlining outlining, Map<Integer, Op.Constant> literals) {
    var crossings = new Crossings();
    var reads = new HashMap<Value, Integer>();
    body.ops().forEach(op -> forEachRead(op, value -> reads.merge(value, 1, Integer::sum)));
    var parts = outlining.parts();
    var free = parts.stream().map(part -> crossings.free(part, reads, literals)).toList();
    free.forEach(crossings::keepWhatHasNoRoom);
    for (var k = 0; k < parts.size(); k++) {
      crossings.divide(parts.get(k), free.get(k), outlining);
    }
    return crossings;
  }

  /// Calls `reader` for every value the op reads, as often as it is read, down into its regions.
  static void forEachRead(Op op, Consumer<Value> reader) {
    op.operands().forEach(reader);
    for (var region : op.regions()) {
      region.ops().forEach(inner -> forEachRead(inner, reader));
      region.results().forEach(reader);
    }
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

  /// What the methods of a part take as parameters, after record and array.
  List<Value> parameters(Piece.Part part) {
    return parameters.get(part.number());
  }

  /// The kept values that the code of a part itself reads: loaded once, at its start.
  List<Value> loaded(Piece.Part part) {
    return loaded.get(part.number());
  }

  /// The places of kept values in the array.
  Map<Value, Integer> kept() {
    return kept;
  }

  /// The scalars a part reads and does not define. Keeps those it defines for others.
  private List<Value> free(
      Piece.Part part, Map<Value, Integer> allReads, Map<Integer, Op.Constant> literals) {
    var reads = new LinkedHashMap<Value, Integer>();
    var defined = new HashSet<Value>();
    part.ops()
        .forEach(
            op -> {
              forEachRead(op, value -> reads.merge(value, 1, Integer::sum));
              addDefined(op, defined);
            });
    part.ops()
        .flatMap(op -> op.results().stream())
        .filter(value -> isCarried(value, literals))
        .filter(value -> !reads.getOrDefault(value, 0).equals(allReads.getOrDefault(value, 0)))
        .forEach(this::keep);
    return reads.keySet().stream()
        .filter(value -> isCarried(value, literals) && !defined.contains(value))
        .toList();
  }

  private static void addDefined(Op op, Set<Value> into) {
    into.addAll(op.results());
    for (var region : op.regions()) {
      into.addAll(region.parameters());
      region.ops().forEach(inner -> addDefined(inner, into));
    }
  }

  private static boolean isCarried(Value value, Map<Integer, Op.Constant> literals) {
    return value.type() instanceof ScalarType && !literals.containsKey(value.id());
  }

  private void keep(Value value) {
    kept.putIfAbsent(value, kept.size());
  }

  private void keepWhatHasNoRoom(List<Value> values) {
    var slots = 0;
    for (var value : values) {
      if (!kept.containsKey(value)) {
        slots += JvmTypes.kind(value.scalar()).slotSize();
        if (slots > MAX_SLOTS) {
          keep(value);
        }
      }
    }
  }

  private void divide(Piece.Part part, List<Value> free, Outlining outlining) {
    var own = new LinkedHashSet<Value>();
    ownReads(part.pieces(), outlining, own);
    var passed = new ArrayList<Value>();
    var read = new ArrayList<Value>();
    for (var value : free) {
      if (!kept.containsKey(value)) {
        passed.add(value);
      } else if (own.contains(value)) {
        read.add(value);
      }
    }
    parameters.put(part.number(), passed);
    loaded.put(part.number(), read);
  }

  /// What is read by ops that stand in the method itself, not in parts that it calls.
  private static void ownReads(List<Piece> pieces, Outlining outlining, Set<Value> into) {
    for (var piece : pieces) {
      if (piece instanceof Piece.Inline(var op)) {
        into.addAll(op.operands());
        for (var region : op.regions()) {
          into.addAll(region.results());
          ownReads(outlining.pieces(region), outlining, into);
        }
      }
    }
  }
}
