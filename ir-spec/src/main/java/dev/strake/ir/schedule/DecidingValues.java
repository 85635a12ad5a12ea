package dev.strake.ir.schedule;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The truth values of a region that decide what runs or what is chosen: conditions of branches,
/// selections and asserts, and the truth values those are made of. A truth value that is only
/// stored decides nothing.
final class DecidingValues {
  private final Set<Value> deciding = new HashSet<>();

  private DecidingValues() {}

  static Set<Value> of(Region region) {
    var values = new DecidingValues();
    values.collect(region);
    return values.deciding;
  }

  /// Backwards, since a value is read after it is defined.
  private void collect(Region region) {
    for (var op : region.ops().reversed()) {
      switch (op) {
        case Op.If branch -> collect(branch);
        case Op.Select select -> {
          deciding.add(select.condition());
          passOn(select.result(), List.of(select.whenTrue(), select.whenFalse()));
        }
        case Op.Unary unary -> passOn(unary.result(), unary.operands());
        case Op.Binary binary -> passOn(binary.result(), binary.operands());
        case Op.Assert check -> deciding.add(check.condition());
        case Op.While loop -> {
          deciding.addAll(loop.condition().results());
          loop.regions().forEach(this::collect);
        }
        case Op.For _, Op.Bulk _ -> op.regions().forEach(this::collect);
        case Op.Flat _ -> {}
      }
    }
  }

  private void collect(Op.If branch) {
    deciding.add(branch.condition());
    for (var slot = 0; slot < branch.results().size(); slot++) {
      var whenTrue = branch.whenTrue().results().get(slot);
      var whenFalse = branch.whenFalse().results().get(slot);
      passOn(branch.results().get(slot), List.of(whenTrue, whenFalse));
    }
    collect(branch.whenTrue());
    collect(branch.whenFalse());
  }

  private void passOn(Value result, List<Value> from) {
    if (result.type() == ScalarType.BOOL && deciding.contains(result)) {
      deciding.addAll(from);
    }
  }
}
