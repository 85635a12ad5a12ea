package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ranges.AliasProver;
import java.lang.foreign.MemorySegment;
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

  /// The memory of every view is open to this thread, and writable where the kernel writes.
  ///
  /// @param arguments in the order of the parameters
  void requireUsableMemory(Argument[] arguments) {
    for (var k = 0; k < arguments.length; k++) {
      if (arguments[k] instanceof Argument.View view) {
        requireUsableMemory(kernel.parameters().get(k), view.memory());
      }
    }
  }

  private void requireUsableMemory(Parameter parameter, MemorySegment memory) {
    var problem = "";
    if (!memory.scope().isAlive()) {
      problem = "lies in memory that is closed";
    } else if (!memory.isAccessibleBy(Thread.currentThread())) {
      problem = "lies in memory that only another thread may use";
    } else if (parameter.role().isWritten() && memory.isReadOnly()) {
      problem = "is written, but its memory is read-only";
    }
    if (!problem.isEmpty()) {
      throw new LaunchException(kernel.name() + ": " + parameter.name() + " " + problem);
    }
  }

  /// No written view overlaps itself. Where it lies makes no difference.
  void requireApartElements(Argument[] arguments) {
    for (var k = 0; k < arguments.length; k++) {
      var output = kernel.parameters().get(k);
      if (output.role().isWritten()
          && arguments[k] instanceof Argument.View target
          && Overlap.withItself(target)) {
        throw new LaunchException(
            kernel.name() + ": " + output.name() + " is written, but its elements overlap");
      }
    }
  }

  /// No written view shares memory with another operand, unless both are the identical view and the
  /// kernel reads only the element it writes.
  void requireDisjointOutputs(Argument[] arguments) {
    var parameters = kernel.parameters();
    for (var k = 0; k < arguments.length; k++) {
      if (!parameters.get(k).role().isWritten()
          || !(arguments[k] instanceof Argument.View target)) {
        continue;
      }
      for (var other = 0; other < arguments.length; other++) {
        if (other != k && arguments[other] instanceof Argument.View view) {
          checkDisjoint(parameters.get(k), target, parameters.get(other), view);
        }
      }
    }
  }

  private void checkDisjoint(
      Parameter output, Argument.View target, Parameter other, Argument.View view) {
    if (!Overlap.between(target, view)
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

  /// An affine access stays inside its view for every iteration of the loops around it, or one of
  /// the loops has none.
  ///
  /// Computed exactly. Where the bound of a loop is beyond 64 bits, the kernel's own arithmetic
  /// wraps and corners say nothing: that counts as out of range, and so does what can't be
  /// computed.
  void requireCornersInside(LaunchCheck check, SizeBinding binding) {
    if (!holdsInLongs(check, binding)) {
      requireExactCornersInside(check, binding);
    }
  }

  /// Whether the check holds; also false where 64 bits don't suffice to tell.
  private static boolean holdsInLongs(LaunchCheck check, SizeBinding binding) {
    try {
      for (var loop : check.loops()) {
        if (binding.value(loop.lower()) >= binding.value(loop.upper())) {
          return true;
        }
      }
      return binding.value(check.lowest()) >= 0
          && binding.value(check.highest()) < binding.value(check.extent());
    } catch (ArithmeticException _) {
      return false;
    }
  }

  private void requireExactCornersInside(LaunchCheck check, SizeBinding binding) {
    try {
      var isExact = true;
      for (var loop : check.loops()) {
        var lower = binding.exactly(loop.lower());
        var upper = binding.exactly(loop.upper());
        if (lower.longValue() >= upper.longValue()) {
          return;
        }
        isExact &= lower.bitLength() < Long.SIZE && upper.bitLength() < Long.SIZE;
      }
      requireInside(check, isExact, binding);
    } catch (ArithmeticException _) {
      throw outside(check, "has an index that can't be computed: it divides by zero", "");
    }
  }

  private void requireInside(LaunchCheck check, boolean isExact, SizeBinding binding) {
    var lowest = binding.exactly(check.lowest());
    var highest = binding.exactly(check.highest());
    var extent = binding.exactly(check.extent());
    if (!isExact || lowest.signum() < 0 || highest.compareTo(extent) >= 0) {
      throw outside(
          check,
          "has %d elements, but the loop uses indices %d to %d".formatted(extent, lowest, highest),
          binding.where(List.of(check.lowest(), check.highest(), check.extent())));
    }
  }

  private LaunchException outside(LaunchCheck check, String what, String symbols) {
    var place = program.span(check.site()).map(span -> " (" + span + ")").orElse("");
    return new LaunchException(
        "%s: axis %d of %s %s%s%s"
            .formatted(kernel.name(), check.axis(), check.view(), what, place, symbols));
  }
}
