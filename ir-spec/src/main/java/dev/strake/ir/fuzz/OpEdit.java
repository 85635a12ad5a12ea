package dev.strake.ir.fuzz;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One way to make one op of a kernel simpler. Whether the outcome is legal is for the verifier to
/// say.
enum OpEdit {
  DELETE,
  FIRST_OPERAND,
  SECOND_OPERAND,
  THIRD_OPERAND,
  ZERO,
  ONE,
  FIRST_REGION,
  SECOND_REGION,
  SIZE_VALUE,
  SEQUENTIAL;

  /// Walks to the op with a number, in program order, and edits it.
  static final class Walk {
    private final OpEdit edit;
    private final int target;
    private final Map<String, Long> symbols;
    private final Substitution substitution = new Substitution();
    private int number;

    Walk(OpEdit edit, int target, Map<String, Long> symbols) {
      this.edit = edit;
      this.target = target;
      this.symbols = symbols;
    }

    Region edited(Region region) {
      var ops = new ArrayList<Op>();
      for (var op : region.ops()) {
        if (number++ == target) {
          // What doesn't apply leaves the region as it is.
          ops.addAll(replaced(op).orElse(List.of(op)));
          number += count(op.regions());
        } else if (number <= target) {
          ops.add(new OpMapping(value -> value, value -> value, this::edited).apply(op));
        } else {
          ops.add(substitution.of(op));
        }
      }
      return new Region(region.parameters(), ops, substitution.of(region.results()));
    }

    private Optional<List<Op>> replaced(Op op) {
      return switch (edit) {
        case DELETE -> Optional.of(List.of());
        case FIRST_OPERAND -> operand(op, 0);
        case SECOND_OPERAND -> operand(op, 1);
        case THIRD_OPERAND -> operand(op, 2);
        case ZERO -> constants(op, false);
        case ONE -> constants(op, true);
        case FIRST_REGION -> unwrapped(op, true);
        case SECOND_REGION -> unwrapped(op, false);
        case SIZE_VALUE -> sizeValue(op);
        case SEQUENTIAL -> sequential(op);
      };
    }

    /// Reads an operand wherever a result was read.
    private Optional<List<Op>> operand(Op op, int position) {
      var operands = op.operands();
      if (op.results().isEmpty() || position >= operands.size()) {
        return Optional.empty();
      }
      var operand = operands.get(position);
      op.results().forEach(result -> substitution.replace(result, operand));
      return Optional.of(List.of());
    }

    private static Optional<List<Op>> constants(Op op, boolean isOne) {
      if (op instanceof Op.Constant(var result, var bits)
          && (bits == 0 || bits == result.scalar().one())) {
        return Optional.empty();
      }
      var constants = new ArrayList<Op>();
      for (var result : op.results()) {
        if (!(result.type() instanceof ScalarType type) || type.isComplex()) {
          return Optional.empty();
        }
        constants.add(new Op.Constant(result, isOne ? type.one() : 0));
      }
      return constants.isEmpty() ? Optional.empty() : Optional.of(constants);
    }

    /// What a region holds, run once.
    private Optional<List<Op>> unwrapped(Op op, boolean first) {
      return switch (op) {
        case Op.If(var results, _, var whenTrue, var whenFalse) ->
            inlined(first ? whenTrue : whenFalse, List.of(), results);
        case Op.While(var results, var initial, var condition, var body, _) ->
            first ? inlined(body, initial, results) : inlined(condition, initial, results);
        case Op.For loop -> {
          var arguments = new ArrayList<>(List.of(loop.lower()));
          arguments.addAll(loop.initial());
          yield first ? inlined(loop.body(), arguments, loop.results()) : Optional.empty();
        }
        case Op.Reduce reduce ->
            first ? inlined(reduce.body(), reduce.lowers(), reduce.results()) : Optional.empty();
        case Op.Flat _, Op.Scan _, Op.Scatter _ -> Optional.empty();
      };
    }

    private Optional<List<Op>> inlined(Region region, List<Value> arguments, List<Value> results) {
      if (region.results().size() < results.size()) {
        return Optional.empty();
      }
      substitution.replace(region.parameters(), arguments);
      var ops = region.ops().stream().map(substitution::of).toList();
      for (var k = 0; k < results.size(); k++) {
        substitution.replace(results.get(k), region.results().get(k));
      }
      return Optional.of(ops);
    }

    private Optional<List<Op>> sizeValue(Op op) {
      if (!(op instanceof Op.SizeOf(var result, var size))) {
        return Optional.empty();
      }
      try {
        return Optional.of(List.of(new Op.Constant(result, size.evaluate(symbols))));
      } catch (ArithmeticException | IllegalArgumentException _) {
        // Can't be computed: stays.
        return Optional.empty();
      }
    }

    private static Optional<List<Op>> sequential(Op op) {
      return op instanceof Op.For loop && loop.kind().equals(LoopKind.PAR)
          ? Optional.of(List.of(loop.withKind(LoopKind.SEQ)))
          : Optional.empty();
    }
  }

  /// How many ops there are in some regions, those in regions inside included.
  static int count(List<Region> regions) {
    var count = 0;
    for (var region : regions) {
      count += region.ops().size();
      for (var op : region.ops()) {
        count += count(op.regions());
      }
    }
    return count;
  }
}
