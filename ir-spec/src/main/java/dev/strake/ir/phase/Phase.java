package dev.strake.ir.phase;

import dev.strake.ir.Kernel;
import dev.strake.ir.Value;
import java.util.List;
import java.util.stream.Stream;

/// A step of a kernel in phases. Values named here are cells: arrays without axes that all phases
/// share.
public sealed interface Phase {
  /// Code that one thread runs from start to end.
  record Serial(Kernel code) implements Phase {}

  /// A parallel loop over `lower..upper`, where a part of any length may run by itself.
  ///
  /// @param code runs the iterations that it finds in its `bounds`
  /// @param index the index of the loop in the kernel that was cut: what [Work] knows it by
  record Parallel(Kernel code, PieceBounds bounds, Value lower, Value upper, Value index)
      implements Phase {}

  /// The body once for every number in `lower..upper`, ascending, which it finds in `index`.
  record Repeated(Value index, Value lower, Value upper, List<Phase> body) implements Phase {
    public Repeated {
      body = List.copyOf(body);
    }
  }

  /// The body as long as `holds` is true after `condition` has run.
  record While(Serial condition, Value holds, List<Phase> body) implements Phase {
    public While {
      body = List.copyOf(body);
    }
  }

  /// One of two lists of phases.
  record Choice(Value condition, List<Phase> whenTrue, List<Phase> whenFalse) implements Phase {
    public Choice {
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }
  }

  /// All code in it, in order.
  default Stream<Kernel> codes() {
    return switch (this) {
      case Serial phase -> Stream.of(phase.code);
      case Parallel phase -> Stream.of(phase.code);
      case Repeated phase -> phase.body.stream().flatMap(Phase::codes);
      case While phase ->
          Stream.concat(phase.condition.codes(), phase.body.stream().flatMap(Phase::codes));
      case Choice phase ->
          Stream.concat(phase.whenTrue.stream(), phase.whenFalse.stream()).flatMap(Phase::codes);
    };
  }

  /// The code in it that runs in pieces, in order.
  default Stream<Kernel> parallelCodes() {
    return switch (this) {
      case Serial _ -> Stream.of();
      case Parallel phase -> Stream.of(phase.code);
      case Repeated phase -> phase.body.stream().flatMap(Phase::parallelCodes);
      case While phase -> phase.body.stream().flatMap(Phase::parallelCodes);
      case Choice phase ->
          Stream.concat(phase.whenTrue.stream(), phase.whenFalse.stream())
              .flatMap(Phase::parallelCodes);
    };
  }
}
