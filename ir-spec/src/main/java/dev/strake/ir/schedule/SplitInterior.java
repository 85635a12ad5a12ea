package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Substitution;
import java.util.List;

/// Splits the border of a parallel loop off, so that its interior need not ask where it is.
///
/// ```
/// for par %i in 0..%h {                          for seq %i in 0..min(1, %h) { as before }
///   %c = eq %i, 0                          ->    for par %i in min(1, %h)..%h {
///   if %c { .. } else { .. load x[%i - 1] }        if false { .. } else { .. }
/// }                                              }
/// ```
///
/// Where a comparison that decides something, or a min or max, sets the index, plus a literal,
/// against the loop's lower or upper bound, plus a small literal, its outcome is the same but for a
/// few iterations at that end. Those become loops of their own, unsplit; between, the outcome is
/// put in, and loops inside are split in turn. The split points are clamped to the loop's range, so
/// that every iteration runs once, in order, whatever the bounds are.
///
/// Does nothing where bounds or comparisons may overflow, to `seq` loops, and to very large bodies.
public final class SplitInterior {
  /// Bodies with more ops are not copied.
  private static final long LARGEST = 4_000;

  private final Ids ids;
  private final IndexForms forms;
  private final Substitution substitution = new Substitution();
  private final RegionWalk walk;

  private SplitInterior(Kernel kernel) {
    this.ids = Ids.after(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(ids, substitution, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "split-interior",
        "split borders off parallel loops",
        kernel -> new SplitInterior(kernel).walk.kernel(kernel));
  }

  private void place(Op op, RegionBuilder at) {
    if (op instanceof Op.For loop && loop.kind() instanceof LoopKind.Par) {
      split(loop, at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private void split(Op.For written, RegionBuilder at) {
    var loop = (Op.For) substitution.of(written);
    if (size(loop.body()) > LARGEST) {
      at.append(loop);
      return;
    }
    var border = Border.of(loop, forms);
    if (border.decidesNothing()) {
      append(loop, loop.lower(), loop.upper(), walk.region(loop.body()), at);
      return;
    }
    var start = border.low() == 0 ? loop.lower() : lowEnd(loop, border.low(), at);
    var end = border.high() == 0 ? loop.upper() : highEnd(loop, border.high(), start, at);
    if (border.low() > 0) {
      appendBorder(loop, loop.lower(), start, at);
    }
    var interior = decided(loop.body(), border);
    forms.define(interior);
    append(loop, start, end, walk.region(interior), at);
    if (border.high() > 0) {
      appendBorder(loop, end, loop.upper(), at);
    }
  }

  private static long size(Region region) {
    return region.ops().stream()
        .mapToLong(op -> 1 + op.regions().stream().mapToLong(SplitInterior::size).sum())
        .sum();
  }

  /// `max(lower, min(lower + count, upper))`.
  private static Value lowEnd(Op.For loop, long count, RegionBuilder at) {
    var end = at.binary(BinaryOp.ADD, loop.lower(), at.index(count));
    return at.binary(BinaryOp.MAX, loop.lower(), at.binary(BinaryOp.MIN, end, loop.upper()));
  }

  /// `max(start, upper - count)`: not below where the interior starts.
  private static Value highEnd(Op.For loop, long count, Value start, RegionBuilder at) {
    var end = at.binary(BinaryOp.SUB, loop.upper(), at.index(count));
    return at.binary(BinaryOp.MAX, start, end);
  }

  private void append(Op.For loop, Value lower, Value upper, Region body, RegionBuilder at) {
    at.loop(loop.kind(), lower, upper, List.of(), body, loop.site());
  }

  /// Borders are short: in ascending order they don't tempt anyone to cut them into lanes.
  private void appendBorder(Op.For loop, Value lower, Value upper, RegionBuilder at) {
    var copy = new RegionCopy(ids).region(loop.body());
    at.loop(LoopKind.SEQ, lower, upper, List.of(), copy, loop.site());
  }

  /// The body with the outcomes of the interior put in.
  private Region decided(Region region, Border border) {
    var builder = RegionBuilder.of(ids, region.parameters());
    for (var op : region.ops()) {
      var current =
          new OpMapping(value -> value, substitution::of, inner -> decided(inner, border))
              .apply(op);
      if (current instanceof Op.Compare(var result, _, _, _)
          && border.comparisons().containsKey(result)) {
        builder.append(new Op.Constant(result, border.comparisons().get(result) ? 1 : 0));
      } else if (current instanceof Op.Binary(var result, _, _, _, _)
          && border.clamps().containsKey(result)) {
        substitution.replace(result, border.clamps().get(result));
      } else {
        builder.append(current);
      }
    }
    return builder.end(substitution.of(region.results()));
  }
}
