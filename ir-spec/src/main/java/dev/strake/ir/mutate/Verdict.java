package dev.strake.ir.mutate;

import java.util.List;

/// What the conformance cases make of one mutant.
public sealed interface Verdict {
  Mutation mutation();

  /// A case came out otherwise than it must: `case_` says which and how.
  record Killed(Mutation mutation, String proof) implements Verdict {}

  /// Everything came out right, though the mutation changed these kernels.
  record Survived(Mutation mutation, List<String> kernels) implements Verdict {
    public Survived {
      kernels = List.copyOf(kernels);
    }
  }
}
