package dev.strake.ir.launch;

import dev.strake.ir.interp.Stop;
import java.util.Optional;

/// A failure as the record of a launch holds it: slots 0 to 3.
record FailureRecord(FailureKind kind, int site, long index, long extent) {

  /// What is in the record of a launch that has ended; nothing if it did not fail.
  static Optional<FailureRecord> of(LaunchRecord outcome) {
    var status = outcome.get(RecordLayout.STATUS);
    return status == 0
        ? Optional.empty()
        : Optional.of(
            new FailureRecord(
                FailureKind.ofCode(status),
                (int) outcome.get(RecordLayout.SITE),
                outcome.get(RecordLayout.INDEX),
                outcome.get(RecordLayout.EXTENT)));
  }

  /// Whether the interpreter met the same.
  boolean isSame(Stop stop) {
    var isSameIndex =
        kind != FailureKind.INDEX_OUT_OF_RANGE || index == stop.index() && extent == stop.extent();
    return kind == stop.kind() && site == stop.site() && isSameIndex;
  }
}
