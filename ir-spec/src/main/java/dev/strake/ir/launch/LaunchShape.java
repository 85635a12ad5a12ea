package dev.strake.ir.launch;

import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ViewType;
import dev.strake.ir.phase.PhasedKernel;
import dev.strake.ir.phase.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the extents and strides of a launch's arguments decide: sizes, the code for such strides,
/// what was checked of it, and how it runs. The next launch on such arguments need not ask again.
final class LaunchShape {
  /// Records with local arrays up to this size are kept for the next launch.
  private static final long KEPT_BYTES = 1 << 14;

  private final List<Form> forms;
  private final long scratchBudgetBytes;
  private final SizeBinding binding;
  private final PreparedKernel ready;
  private final Way way;

  /// Where the whole kernel's record has the address or the bits of each parameter.
  private final int[] slots;

  private final boolean keepsRecords;

  /// The record of the last launch, while no other uses it.
  private final AtomicReference<Optional<LaunchRecord>> spare =
      new AtomicReference<>(Optional.empty());

  /// How a launch runs.
  sealed interface Way {
    record Whole() implements Way {}

    record InPhases(PhasedKernel phased, Work work) implements Way {}
  }

  /// What of an argument matters here.
  private sealed interface Form {
    record OfView(Argument.View.Form form) implements Form {}

    /// An `i64`, which may be a size.
    record OfNumber(long value) implements Form {}

    record OfScalar(ScalarType type) implements Form {}

    static Form of(Argument argument) {
      return switch (argument) {
        case Argument.View view -> new OfView(view.form());
        case Argument.Scalar(var type, var bits) when type == ScalarType.I64 -> new OfNumber(bits);
        case Argument.Scalar(var type, _) -> new OfScalar(type);
      };
    }

    default boolean fits(Argument argument) {
      return switch (this) {
        case OfView(var form) -> argument instanceof Argument.View view && view.has(form);
        case OfNumber(var value) ->
            argument instanceof Argument.Scalar scalar
                && scalar.type() == ScalarType.I64
                && scalar.bits() == value;
        case OfScalar(var type) ->
            argument instanceof Argument.Scalar scalar && scalar.type() == type;
      };
    }
  }

  /// @param arguments in the order of the parameters, checked
  /// @throws LaunchException if the local arrays of the whole kernel take more than the budget
  LaunchShape(
      Program program,
      Argument[] arguments,
      long scratchBudgetBytes,
      SizeBinding binding,
      PreparedKernel ready,
      Way way) {
    var found = new ArrayList<Form>();
    for (var argument : arguments) {
      found.add(Form.of(argument));
    }
    this.forms = List.copyOf(found);
    this.scratchBudgetBytes = scratchBudgetBytes;
    this.binding = binding;
    this.ready = ready;
    this.way = way;
    var layout = ready.layout();
    this.slots =
        ready.kernel().parameters().stream()
            .map(Parameter::value)
            .mapToInt(v -> v.type() instanceof ViewType ? layout.address(v) : layout.scalar(v))
            .toArray();
    this.keepsRecords =
        way instanceof Way.Whole
            && RecordWriter.sizeBytes(layout) + locals(program).sizeBytes() <= KEPT_BYTES;
  }

  /// Whether it is the shape of a launch on these arguments, one for each parameter.
  boolean fits(Argument[] arguments, long budgetBytes) {
    if (budgetBytes != scratchBudgetBytes) {
      return false;
    }
    for (var k = 0; k < arguments.length; k++) {
      if (!forms.get(k).fits(arguments[k])) {
        return false;
      }
    }
    return true;
  }

  SizeBinding binding() {
    return binding;
  }

  PreparedKernel ready() {
    return ready;
  }

  Way way() {
    return way;
  }

  /// The record of an earlier launch, for this one alone; nothing if all are in use.
  Optional<LaunchRecord> takeRecord(Argument[] arguments) {
    var kept = spare.getAndSet(Optional.empty());
    if (kept.isPresent()) {
      refill(kept.get(), arguments);
    }
    return kept;
  }

  private void refill(LaunchRecord filled, Argument[] arguments) {
    filled.set(RecordLayout.STATUS, 0);
    var views = 0;
    for (var k = 0; k < arguments.length; k++) {
      switch (arguments[k]) {
        case Argument.View view -> filled.replace(views++, slots[k], view);
        case Argument.Scalar(_, var bits) -> filled.set(slots[k], bits);
      }
    }
  }

  /// Whether a record with its local arrays is small enough to be kept.
  boolean keepsRecords() {
    return keepsRecords;
  }

  /// A new filled record of the whole kernel, in the scratch of `launch`.
  LaunchRecord newRecord(Program program, Launch launch) {
    var locals = locals(program);
    return RecordWriter.write(
        ready.kernel(), ready.layout(), binding, launch.arguments(), locals, launch.scratch());
  }

  private LocalArrays locals(Program program) {
    return new LocalArrays(
        program, ready.kernel(), ready.layout().locals(), binding, scratchBudgetBytes);
  }

  /// Keeps a record for the next launch.
  void giveBack(Optional<LaunchRecord> used) {
    spare.set(used);
  }
}
