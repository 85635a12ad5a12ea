package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.LaunchRecord;

/// One systematic defect: what a backend that has it does to every kernel it compiles or runs.
///
/// A mutation keeps a kernel legal and its record the same: sizes, local arrays and asserts stay.
public sealed interface Mutation permits CodeMutation, StrideMutation, SafeMutation {
  Family family();

  /// In a few words: `add i32 computes sub`. Distinct in its family.
  String defect();

  /// The form of the kernels it changes.
  Backend.Form form();

  /// The wrong kernel; equal to `kernel` where the defect does not show.
  Kernel apply(Kernel kernel);

  /// Whether it does anything to a kernel of its form.
  boolean changes(Kernel kernel);

  /// What it does to the arguments before `kernel` runs.
  void tamper(Kernel kernel, LaunchRecord arguments);

  /// `OPERATION: add i32 computes sub`
  default String describe() {
    return family() + ": " + defect();
  }
}
