package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ranges.AliasProver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is checked once per launch, before anything is written. Each check throws a
/// [LaunchException] that names the operands and their values.
final class LaunchChecks {
  private final Program program;
  private final Kernel kernel;

  /// Whether an output and another parameter may share elements, once it was asked for.
  private final Map<List<Parameter>, Boolean> mayShare = new ConcurrentHashMap<>();

  LaunchChecks(Program program, Kernel kernel) {
    this.program = program;
    this.kernel = kernel;
  }

  /// No written view overlaps itself or shares memory with another operand, unless both are the
  /// identical view and the kernel reads only the element it writes.
  void requireDisjointOutputs(Map<String, Argument> arguments) {
    for (var output : kernel.parameters()) {
      if (!output.role().isWritten()
          || !(arguments.get(output.name()) instanceof Argument.View target)) {
        continue;
      }
      if (target.mayOverlapItself()) {
        throw new LaunchException(
            kernel.name() + ": " + output.name() + " is written, but its elements overlap");
      }
      for (var other : kernel.parameters()) {
        if (other != output && arguments.get(other.name()) instanceof Argument.View view) {
          checkDisjoint(output, target, other, view);
        }
      }
    }
  }

  private void checkDisjoint(
      Parameter output, Argument.View target, Parameter other, Argument.View view) {
    if (!target.touches(view)
        || (target.isSameView(view) && mayShareElements(output, other))) {
      return;
    }
    throw new LaunchException(
        "%s: %s is written while it shares memory with %s; pass a copy of one of them"
            .formatted(kernel.name(), output.name(), other.name()));
  }

  private boolean mayShareElements(Parameter output, Parameter other) {
    return mayShare.computeIfAbsent(
        List.of(output, other), _ -> AliasProver.of(kernel).mayShareElements(output, other));
  }

  /// An affine access stays inside its view for every iteration of the loops around it.
  void requireCornersInside(LaunchCheck check, SizeBinding binding) {
    for (var loop : check.loops()) {
      if (binding.evaluate("a loop bound", loop.lower())
          >= binding.evaluate("a loop bound", loop.upper())) {
        return;
      }
    }
    var lowest = binding.evaluate("the lowest index into " + check.view(), check.lowest());
    var highest = binding.evaluate("the highest index into " + check.view(), check.highest());
    var extent = binding.evaluate("the extent of " + check.view(), check.extent());
    if (lowest < 0 || highest >= extent) {
      var place = program.span(check.site()).map(span -> " (" + span + ")").orElse("");
      throw new LaunchException(
          "%s: axis %d of %s has %d elements, but the loop uses indices %d to %d%s"
              .formatted(
                  kernel.name(), check.axis(), check.view(), extent, lowest, highest, place));
    }
  }
}
