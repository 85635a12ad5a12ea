package dev.strake.cli;

import java.nio.file.Path;
import java.util.List;

/// One program on one set of data, with the results it must have.
///
/// @param program the kernel's name
/// @param arguments in the order of the call
record GoldenCase(
    String program, String name, List<Assignment> arguments, List<GoldenOutput> outputs) {
  /// A result, or an argument after the call.
  ///
  /// @param name of the argument; `ret0`, `ret1`, ... for the results in their order
  /// @param expected the file of what it must be
  record GoldenOutput(String name, Path expected, GoldenCheck check) {}

  GoldenCase {
    arguments = List.copyOf(arguments);
    outputs = List.copyOf(outputs);
  }
}
