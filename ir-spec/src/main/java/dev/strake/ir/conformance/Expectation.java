package dev.strake.ir.conformance;

import dev.strake.ir.launch.FailureKind;
import java.util.List;
import java.util.Map;

/// What a run must come to.
sealed interface Expectation {
  /// Nobody has said yet; written `?`.
  record Unknown() implements Expectation {}

  /// The named results hold these elements.
  record Results(Map<String, Contents> contents) implements Expectation {
    public Results {
      contents = Map.copyOf(contents);
    }
  }

  /// The kernel fails at a line of the case file; `index` counts for `INDEX_OUT_OF_RANGE`.
  record Fails(FailureKind kind, int line, long index) implements Expectation {}

  /// An index of an access at this line is out of range, which a launch may also find out before
  /// anything runs.
  record OutOfRange(int line) implements Expectation {}

  /// The launch refuses the arguments.
  record Refused() implements Expectation {}

  /// The elements of a result.
  sealed interface Contents {
    record Elements(List<Long> bits) implements Contents {
      public Elements {
        bits = List.copyOf(bits);
      }
    }

    /// The [ResultHash] of all elements, of one size after the other.
    record Hash(long value) implements Contents {}
  }
}
