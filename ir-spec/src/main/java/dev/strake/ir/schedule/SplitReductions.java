package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Substitution;
import java.util.List;
import java.util.Optional;

/// Makes of a long reduction that stands in no parallel loop a parallel loop over parts of it, so
/// that several threads can share it.
///
/// ```
/// %2 = reduce sum lanes %4 in %0..%1 { .. }
///   ->
/// %parts = local view<f64, [..] dense>
/// for par %p in 0..ceil(%1 / 65536) {
///   %t = reduce sum lanes %4 in %p * 65536..min(%1, %p * 65536 + 65536) { .. }
///   store %parts[%p], %t
/// }
/// .. the parts merged by adjacent pairs: seq loops
/// ```
///
/// A part is 16 chunks. The order `lanes` pairs chunks with their neighbours again and again, so
/// the total of a part is a node of the same tree, also that of the last, shorter one.
///
/// Does nothing to reductions over several indices or from another index than 0, in the orders
/// `seq` and `chain`, by functions, and of complex numbers.
public final class SplitReductions {
  private static final long PART = 16 * ReduceOrder.CHUNK;

  private final Ids ids;
  private final Definitions definitions;
  private final Extents extents;
  private final Substitution substitution = new Substitution();
  private final RegionWalk walk;

  /// Loops around the present op whose iterations are independent, and elements of other
  /// reductions.
  private int depth;

  private SplitReductions(Kernel kernel) {
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.extents = new Extents(definitions);
    this.walk = new RegionWalk(ids, substitution, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "split-reductions",
        "let threads share long reductions",
        kernel -> new SplitReductions(kernel).walk.kernel(kernel));
  }

  private void place(Op op, RegionBuilder at) {
    var current = inside(op);
    if (depth == 0 && current instanceof Op.Reduce reduce && isSplit(reduce)) {
      var length = length(reduce).orElseThrow();
      substitution.replace(reduce.results(), List.of(split(reduce, length, at)));
    } else {
      at.append(current);
    }
  }

  private Op inside(Op op) {
    var isSerial =
        op instanceof Op.While || (op instanceof Op.For loop && loop.kind().carriesValues());
    var isBranch = op instanceof Op.If;
    var deeper = isSerial || isBranch ? 0 : 1;
    depth += deeper;
    var current = walk.inside(op);
    depth -= deeper;
    return current;
  }

  private boolean isSplit(Op.Reduce reduce) {
    return reduce.lowers().size() == 1
        && reduce.combine() instanceof Combine.Builtin
        && !reduce.results().getFirst().scalar().isComplex()
        && isOfPairs(reduce.order())
        && length(reduce).filter(SplitReductions::mayBeLong).isPresent();
  }

  /// Whether neighbouring parts may be combined by themselves.
  private static boolean isOfPairs(ReduceOrder order) {
    return switch (order) {
      case LANES, FREE -> true;
      case SEQ, CHAIN -> false;
    };
  }

  private static boolean mayBeLong(Size length) {
    return !(length instanceof Size.Constant(var count)) || count > PART;
  }

  private Optional<Size> length(Op.Reduce reduce) {
    return definitions.constant(reduce.lowers().getFirst()).orElse(1) == 0
        ? extents.limit(reduce.uppers().getFirst())
        : Optional.empty();
  }

  private Value split(Op.Reduce reduce, Size length, RegionBuilder at) {
    var elements = Elements.of(reduce, ids).withNeutral();
    var upper = reduce.uppers().getFirst();
    if (reduce.combine().failsWhenEmpty()) {
      at.checkNonEmpty(reduce.lowers().getFirst(), upper, reduce.site());
    }
    var trip = Loops.tripCount(at, reduce.lowers().getFirst(), upper);
    var last = Size.of(Size.Operator.ADD, length, Size.of(PART - 1));
    var count = Size.of(Size.Operator.FLOORDIV, last, Size.of(PART));
    var parts = at.local(elements.type(), List.of(count), reduce.site());
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        Loops.groups(at, trip, PART),
        reduce.site(),
        (body, part) ->
            body.store(parts, List.of(part), part(reduce, trip, part, body), reduce.site()));
    var total = merged(elements, parts, trip, at);
    return reduce.combine().failsWhenEmpty() ? total : unlessEmpty(reduce, trip, total, at);
  }

  private Value part(Op.Reduce reduce, Value trip, Value part, RegionBuilder at) {
    var start = at.binary(BinaryOp.MUL, part, at.index(PART));
    var rest = at.binary(BinaryOp.SUB, trip, start);
    var length = at.binary(BinaryOp.MIN, rest, at.index(PART));
    var end = at.binary(BinaryOp.ADD, start, length);
    var inner = (Op.Reduce) new RegionCopy(ids).op(reduce);
    at.append(inner.withBounds(List.of(start), List.of(end)));
    return inner.results().getFirst();
  }

  private static Value merged(Elements elements, Value parts, Value trip, RegionBuilder at) {
    var stack = ChunkStack.append(at, elements);
    var whole = Loops.quotient(at, trip, PART);
    Loops.seq(
        at,
        at.index(0),
        whole,
        List.of(),
        elements.site(),
        (body, part, _) -> {
          stack.push(body, part, List.of(body.load(parts, List.of(part), elements.site())));
          return List.of();
        });
    var covered = at.binary(BinaryOp.MUL, whole, at.index(PART));
    var hasRest = at.compare(CompareOp.LT, covered, trip);
    var rest =
        Loops.branch(
            at,
            hasRest,
            present -> List.of(present.load(parts, List.of(whole), elements.site())),
            elements::neutral);
    return stack.fold(at, whole, rest).getFirst();
  }

  private static Value unlessEmpty(Op.Reduce reduce, Value trip, Value total, RegionBuilder at) {
    var op = ((Combine.Builtin) reduce.combine()).op();
    var type = total.scalar();
    var nothing = at.constant(type, op.emptyValue(type));
    return at.select(at.compare(CompareOp.LT, at.index(0), trip), total, nothing);
  }
}
