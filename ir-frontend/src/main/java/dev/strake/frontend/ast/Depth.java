package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;

/// Counts how deep the tree under construction is, and refuses what is deeper than recursion over
/// it can bear. The parser allows fewer brackets than this, but precedence, prefix operators and
/// `else if` nest too.
final class Depth {
  private static final int LIMIT = 250;

  private final Spans spans;
  private final Mistakes mistakes;
  private int depth;

  Depth(Spans spans, Mistakes mistakes) {
    this.spans = spans;
    this.mistakes = mistakes;
  }

  /// What `build` makes so many levels further down; `tooDeep`, with a report, if there is no room.
  <T> T within(int levels, ParserRuleContext context, Supplier<T> build, T tooDeep) {
    if (depth + levels > LIMIT) {
      mistakes.add(ErrorCode.TOO_DEEP.at(spans.of(context.getStart()), LIMIT));
      return tooDeep;
    }
    depth += levels;
    var built = build.get();
    depth -= levels;
    return built;
  }
}
