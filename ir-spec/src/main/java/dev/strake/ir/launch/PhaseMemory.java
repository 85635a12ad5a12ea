package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.launch.PreparedKernel.Code;
import dev.strake.ir.phase.Phase;
import dev.strake.ir.phase.PhasedKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the phases of one launch find their arguments: the arrays they share, and for every thread
/// that may run a code a record of its own with the local arrays that are private to it.
///
/// All of it is one piece of memory, so that its size is known before any is asked for.
final class PhaseMemory {
  private final Map<String, Code> codes;
  private final Map<Value, MemorySegment> cells = new HashMap<>();
  private final Map<String, List<LaunchRecord>> records = new HashMap<>();

  /// What one code needs.
  private record Part(Code code, LocalArrays locals, int copies) {
    long sizeBytes() {
      var once = Math.addExact(RecordWriter.sizeBytes(code.layout()), locals.sizeBytes());
      return Math.multiplyExact(once, copies);
    }
  }

  private PhaseMemory(Map<String, Code> codes) {
    this.codes = codes;
  }

  /// Memory for `launch`; empty if its budget is too small for so many threads.
  ///
  /// @param threads that may run a piece at the same time; if there are several, all of them must
  ///   be able to use what the launch's scratch gives
  static Optional<PhaseMemory> of(
      Program program, PhasedKernel phased, Map<String, Code> codes, Launch launch, int threads) {
    var parallel =
        phased.phases().stream()
            .flatMap(Phase::parallelCodes)
            .map(Kernel::name)
            .collect(Collectors.toSet());
    var shared = arrays(program, phased.kernel(), phased.shared(), launch);
    var parts = new ArrayList<Part>();
    for (var kernel : phased.codes()) {
      var code = codes.get(kernel.name());
      var locals = arrays(program, kernel, code.layout().locals(), launch);
      parts.add(new Part(code, locals, parallel.contains(kernel.name()) ? threads : 1));
    }
    var sizeBytes = shared.sizeBytes() + parts.stream().mapToLong(Part::sizeBytes).sum();
    if (sizeBytes > launch.scratchBudgetBytes()) {
      return Optional.empty();
    }
    var memory = RecordWriter.reserve(launch.scratch(), sizeBytes);
    var filled = new PhaseMemory(codes);
    filled.fill(memory, shared, parts, launch);
    return Optional.of(filled);
  }

  private static LocalArrays arrays(
      Program program, Kernel kernel, List<Op.Local> locals, Launch launch) {
    return new LocalArrays(program, kernel, locals, launch.binding(), launch.scratchBudgetBytes());
  }

  private void fill(MemorySegment memory, LocalArrays shared, List<Part> parts, Launch launch) {
    var arguments = new HashMap<>(launch.arguments());
    shared.place(
        memory.asSlice(0, shared.sizeBytes()),
        (value, view) -> {
          arguments.put(PhasedKernel.nameOf(value), view);
          if (view.rank() == 0) {
            cells.put(value, view.memory());
          }
        });
    var rest = SegmentAllocator.slicingAllocator(memory.asSlice(shared.sizeBytes()));
    for (var part : parts) {
      var code = part.code();
      var copies = new ArrayList<LaunchRecord>();
      for (var copy = 0; copy < part.copies(); copy++) {
        copies.add(
            RecordWriter.write(
                code.kernel(), code.layout(), launch.binding(), arguments, part.locals(), rest));
      }
      records.put(code.kernel().name(), copies);
    }
  }

  Code code(Kernel kernel) {
    return codes.get(kernel.name());
  }

  /// The record for a thread that runs `kernel`.
  LaunchRecord record(Kernel kernel, int worker) {
    return records.get(kernel.name()).get(worker);
  }

  /// What a cell of type `i64` holds.
  long number(Value cell) {
    return cells.get(cell).get(ValueLayout.JAVA_LONG, 0);
  }

  void set(Value cell, long number) {
    cells.get(cell).set(ValueLayout.JAVA_LONG, 0, number);
  }

  /// What a cell of type `bool` holds.
  boolean isTrue(Value cell) {
    return cells.get(cell).get(ValueLayout.JAVA_BYTE, 0) != 0;
  }
}
