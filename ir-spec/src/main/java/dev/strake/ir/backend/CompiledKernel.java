package dev.strake.ir.backend;

import dev.strake.ir.launch.LaunchRecord;

/// A kernel ready to run. Safe for use by several threads at once, each with its own record.
public interface CompiledKernel extends AutoCloseable {
  /// Runs the kernel on a checked record and leaves the outcome in its status slot.
  void run(LaunchRecord arguments);

  /// Releases code and libraries. No call may be under way or follow.
  @Override
  void close();
}
