package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.LaunchRecord;

/// A mutation for backends that don't look where they read and write: it leaves a kernel right
/// where [IndexFlow] finds that an access might be somewhere else.
record SafeMutation(Mutation mutation) implements Mutation {
  @Override
  public Family family() {
    return mutation.family();
  }

  @Override
  public String defect() {
    return mutation.defect();
  }

  @Override
  public Backend.Form form() {
    return mutation.form();
  }

  @Override
  public Kernel apply(Kernel kernel) {
    var mutated = mutation.apply(kernel);
    return IndexFlow.keepsAccesses(kernel, mutated) ? mutated : kernel;
  }

  @Override
  public boolean changes(Kernel kernel) {
    return !apply(kernel).equals(kernel);
  }

  /// Other strides would be other places in memory.
  @Override
  public void tamper(Kernel kernel, LaunchRecord arguments) {}
}
