package dev.strake.ir.binary;

import dev.strake.ir.Combine;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.pass.OpMapping;
import java.util.List;

/// Gives a program other value ids and other places: nothing of what it means.
final class Disguise {
  /// Ids that come from far behind and go backwards.
  private static Value renumber(Value value) {
    return new Value(1_000_000_000 - 3 * value.id(), value.type());
  }

  Program of(Program program) {
    return new Program(
        program.functions().stream().map(f -> new Func(f.name(), region(f.body()))).toList(),
        program.kernels().stream().map(this::kernel).toList(),
        List.of(new SourceSpan("elsewhere", 7, 1, 8, 1)));
  }

  private Kernel kernel(Kernel kernel) {
    return new Kernel(
        kernel.name(),
        kernel.parameters().stream()
            .map(p -> new Parameter(p.name(), p.role(), renumber(p.value())))
            .toList(),
        kernel.where().stream().map(c -> new Condition(c.left(), c.op(), c.right(), 1)).toList(),
        kernel.launchChecks().stream().map(Disguise::check).toList(),
        region(kernel.body()));
  }

  private static LaunchCheck check(LaunchCheck check) {
    return new LaunchCheck(
        check.view(),
        check.axis(),
        check.lowest(),
        check.highest(),
        check.extent(),
        check.loops(),
        1);
  }

  private Region region(Region region) {
    return new Region(
        region.parameters().stream().map(Disguise::renumber).toList(),
        region.ops().stream().map(this::op).toList(),
        region.results().stream().map(Disguise::renumber).toList());
  }

  private Op op(Op op) {
    return elsewhere(new OpMapping(Disguise::renumber, Disguise::renumber, this::region).apply(op));
  }

  private static Op elsewhere(Op op) {
    return switch (op) {
      case Op.Binary(var result, var word, var left, var right, _) ->
          new Op.Binary(result, word, left, right, 1);
      case Op.Load(var result, var view, var indices, _) -> new Op.Load(result, view, indices, 1);
      case Op.Store(var view, var indices, var value, _) -> new Op.Store(view, indices, value, 1);
      case Op.Assert(var condition, var message, _) -> new Op.Assert(condition, message, 1);
      case Op.Print(var texts, var values, _) -> new Op.Print(texts, values, 1);
      case Op.Reduce(var results, var combine, var order, var from, var to, var body, _) ->
          new Op.Reduce(results, combine, order, from, to, body, 1);
      case Op.Scan(Combine combine, var from, var to, var body, var sink, _) ->
          new Op.Scan(combine, from, to, body, sink, 1);
      default -> op;
    };
  }
}
