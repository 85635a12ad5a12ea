package dev.strake.ir.phase;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.List;

/// A kernel in phases, which together do what it does.
///
/// @param kernel the scheduled kernel that was cut
/// @param shared the local arrays that phases share; they are parameters of those that use them,
///   named by [#nameOf]
/// @param phases what runs, one after the other
public record PhasedKernel(Kernel kernel, List<Op.Local> shared, List<Phase> phases) {
  public PhasedKernel {
    shared = List.copyOf(shared);
    phases = List.copyOf(phases);
  }

  /// The code of all phases, each under another name.
  public List<Kernel> codes() {
    return phases.stream().flatMap(Phase::codes).toList();
  }

  /// What a shared array is called as a parameter; no parameter that anyone wrote has such a name.
  public static String nameOf(Value shared) {
    return "shared." + shared.id();
  }
}
