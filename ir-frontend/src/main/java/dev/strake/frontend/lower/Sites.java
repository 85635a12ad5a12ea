package dev.strake.frontend.lower;

import dev.strake.ir.diag.SourceSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers the places in the source that ops refer to, from 1.
final class Sites {
  private final Map<SourceSpan, Integer> numbers = new LinkedHashMap<>();

  int of(SourceSpan span) {
    return numbers.computeIfAbsent(span, _ -> numbers.size() + 1);
  }

  /// The table of the program.
  List<SourceSpan> rows() {
    return List.copyOf(numbers.keySet());
  }
}
