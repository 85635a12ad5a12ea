package dev.strake.ir.fuzz;

import dev.strake.ir.launch.FailureKind;
import java.util.List;
import java.util.Map;

/// What came of one launch.
public sealed interface Observed {
  /// Every written parameter with its elements in row-major order, every NaN canonical.
  record Results(Map<String, List<Long>> elements) implements Observed {
    public Results {
      elements = Map.copyOf(elements);
    }
  }

  /// The kernel failed at a line of the program's table of places; `problem` holds the index and
  /// the extent, or the text of the assert.
  record Failed(FailureKind kind, int line, String problem) implements Observed {}

  /// The launch refused its arguments.
  record Refused(String message) implements Observed {}

  /// The passes, the verifier or the backend gave up.
  record Broke(String message) implements Observed {}

  /// The program is too large for the engine, which says so.
  record Limited(String message) implements Observed {}

  /// The kernel wrote where it must not: around this parameter's elements, or to an input.
  record Trespassed(String parameter) implements Observed {}

  /// It did not end, or the process did.
  record Died(String message) implements Observed {}

  /// Whether an engine may come to this where the definition comes to `expected`.
  ///
  /// A launch may be refused where the program as written fails for an index out of range, or would
  /// if it had not failed before: sizes alone tell that.
  default boolean agreesWith(Observed expected) {
    return switch (this) {
      case Results _, Failed _ -> equals(expected);
      case Refused _ -> expected instanceof Refused || expected instanceof Failed;
      case Limited _ -> true;
      case Broke _, Trespassed _, Died _ -> false;
    };
  }

  /// In a few words, for statistics and for telling kinds of findings apart.
  default String outcome() {
    return switch (this) {
      case Results _ -> "results";
      case Failed(var kind, _, _) -> "fails " + kind;
      case Refused _ -> "refused";
      case Broke(var message) -> "broke " + message.split("[:\\[]")[0];
      case Limited _ -> "limit";
      case Trespassed _ -> "trespassed";
      case Died _ -> "died";
    };
  }
}
