package dev.strake.ir;

import java.util.List;

/// An access whose index is affine in loop indices: all its values lie in `lowest..=highest`, so
/// one comparison with the extent at launch serves every element.
///
/// It holds if some loop of `loops` is empty, or `0 <= lowest` and `highest < extent`. Evaluation
/// is in checked arithmetic; overflow counts as out of range.
public record LaunchCheck(
    String view, int axis, Size lowest, Size highest, Size extent, List<Span> loops, int site) {
  public LaunchCheck {
    loops = List.copyOf(loops);
  }

  /// The half-open range of a loop around the access.
  public record Span(Size lower, Size upper) {}
}
