package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;

/// Prints ops and moves values between regions; what [ControlEmitter] needs to know of whoever
/// prints the straight parts.
interface OpEmitter {
  void emit(Op op);

  /// Prints all ops of a region.
  void emit(Region region);

  /// Says which place in the source the following instructions belong to.
  void at(int site);

  /// Pushes `source` in the form that `target` is held in.
  void push(Value source, Value target);

  /// Pops what [#push] pushed into `target`.
  void pop(Value target);
}
