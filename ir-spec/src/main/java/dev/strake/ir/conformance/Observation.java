package dev.strake.ir.conformance;

import dev.strake.ir.launch.FailureKind;
import java.util.List;
import java.util.Map;

/// What came of one launch of a run.
sealed interface Observation {
  /// Every written parameter with its elements in row-major order.
  record Results(Map<String, List<Long>> elements) implements Observation {}

  /// The kernel failed at a line of the case file.
  record Failed(FailureKind kind, int line, long index) implements Observation {}

  /// The launch refused its arguments.
  record Refused(String message) implements Observation {}

  /// The passes or the backend gave up.
  record Broke(String message) implements Observation {}

  /// The kernel wrote where it must not.
  record Trespassed(String parameter) implements Observation {}
}
