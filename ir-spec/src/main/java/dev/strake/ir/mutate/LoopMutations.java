package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// `for` loops that run over other indices, in another order, or twice.
final class LoopMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private LoopMutations() {}

  /// The loops a backend may well handle each by code of its own.
  private enum Loop {
    TAIL("tails", (loop, place) -> place.isTail(loop)),
    LANES("lanes loops", (loop, _) -> loop.kind() instanceof LoopKind.Lanes),
    INNER(
        "innermost par loops",
        (loop, place) -> isPar(loop) && !place.isTail(loop) && !Place.holdsLoop(loop.body())),
    OUTER("outer par loops", (loop, _) -> isPar(loop) && Place.holdsLoop(loop.body())),
    CARRYING("seq loops that carry", (loop, _) -> isSeq(loop) && !loop.initial().isEmpty()),
    CARRYING_IN_LANES(
        "seq loops that carry in lanes",
        (loop, place) -> isSeq(loop) && !loop.initial().isEmpty() && place.isInLanes()),
    SEQ("seq loops that carry nothing", (loop, _) -> isSeq(loop) && loop.initial().isEmpty());

    private final String text;
    private final BiPredicate<Op.For, Place> fits;

    Loop(String text, BiPredicate<Op.For, Place> fits) {
      this.text = text;
      this.fits = fits;
    }

    private static boolean isPar(Op.For loop) {
      return loop.kind() instanceof LoopKind.Par;
    }

    private static boolean isSeq(Op.For loop) {
      return loop.kind() instanceof LoopKind.Seq;
    }
  }

  static List<CodeMutation> all() {
    var all = new LoopMutations();
    for (var loop : Loop.values()) {
      all.bounds(loop);
      all.order(loop);
    }
    all.twice(Loop.TAIL);
    all.twice(Loop.LANES);
    all.twice(Loop.INNER);
    all.groups();
    return all.mutations;
  }

  private void bounds(Loop kind) {
    add(kind, "never run", (loop, _) -> loop.withBounds(loop.lower(), loop.lower()));
    add(
        kind,
        "start one late",
        (loop, place) -> loop.withBounds(moved(place, loop.lower(), 1), loop.upper()));
    add(
        kind,
        "start one early",
        (loop, place) -> loop.withBounds(moved(place, loop.lower(), -1), loop.upper()));
    add(
        kind,
        "end one early",
        (loop, place) -> loop.withBounds(loop.lower(), moved(place, loop.upper(), -1)));
    add(
        kind,
        "end one late",
        (loop, place) -> loop.withBounds(loop.lower(), moved(place, loop.upper(), 1)));
    add(
        kind,
        "run once if empty",
        (loop, place) -> {
          var next = moved(place, loop.lower(), 1);
          var upper = place.at().binary(BinaryOp.MAX, loop.upper(), next);
          return loop.withBounds(loop.lower(), upper);
        });
    add(
        kind,
        "start at 0",
        (loop, place) -> {
          var isZero = place.at().index(0);
          return loop.withBounds(isZero, loop.upper());
        });
    add(
        kind,
        "run once",
        (loop, place) -> {
          var next = moved(place, loop.lower(), 1);
          var upper = place.at().binary(BinaryOp.MIN, loop.upper(), next);
          return loop.withBounds(loop.lower(), upper);
        });
  }

  private static Value moved(Place place, Value bound, long by) {
    return place.at().binary(BinaryOp.ADD, bound, place.at().index(by));
  }

  /// Iterations of other loops are independent: their order shows in what fails first, if something
  /// can.
  private void order(Loop kind) {
    var isOrdered = kind == Loop.CARRYING || kind == Loop.CARRYING_IN_LANES || kind == Loop.SEQ;
    mutations.add(
        CodeMutation.of(
            Family.LOOP,
            kind.text + " run backwards",
            (op, place) -> {
              if (!(op instanceof Op.For loop) || !kind.fits.test(loop, place)) {
                return false;
              }
              if (!isOrdered && !Place.holds(loop.body(), LoopMutations::canFail)) {
                return false;
              }
              place.at().append(backwards(loop, place));
              return true;
            }));
  }

  private static boolean canFail(Op op) {
    return switch (op) {
      case Op.Binary binary -> binary.canFail();
      case Op.Check _ -> true;
      case Op.Flat _, Op.Structured _ -> false;
    };
  }

  /// The same body at index `lower + (upper - 1 - i)`.
  private static Op.For backwards(Op.For loop, Place place) {
    var sum = place.at().binary(BinaryOp.ADD, loop.lower(), loop.upper());
    var last = place.at().binary(BinaryOp.SUB, sum, place.at().index(1));
    var index = place.ids().fresh(ScalarType.I64);
    var parameters = new ArrayList<>(loop.body().parameters());
    parameters.set(0, index);
    var body = RegionBuilder.of(place.ids(), parameters);
    body.append(new Op.Binary(loop.index(), BinaryOp.SUB, last, index, 0));
    loop.body().ops().forEach(body::append);
    return loop.withBody(body.end(loop.body().results()));
  }

  /// Shows only where an iteration reads what it writes.
  private void twice(Loop kind) {
    mutations.add(
        CodeMutation.of(
            Family.LOOP,
            kind.text + " run twice",
            (op, place) -> {
              if (!(op instanceof Op.For loop)
                  || !kind.fits.test(loop, place)
                  || !isReadingItsResult(loop.body())
                  || isTiedToRecord(loop.body())) {
                return false;
              }
              place.at().append(loop);
              place.at().append(new RegionCopy(place.ids()).op(loop));
              return true;
            }));
  }

  private static boolean isReadingItsResult(Region body) {
    return Place.holds(
        body,
        op ->
            op instanceof Op.Store store
                && Place.holds(
                    body, other -> other instanceof Op.Load load && load.view() == store.view()));
  }

  /// Local arrays and asserts have places in the record: a copy would need others.
  static boolean isTiedToRecord(Region region) {
    return Place.holds(region, op -> op instanceof Op.Local || op instanceof Op.Assert);
  }

  /// Lanes that are masked off though they should not be.
  private void groups() {
    lane("skip the first of each group", 0);
    lane("skip the last of each group", -1);
    lane("skip the second of each group", 1);
  }

  private void lane(String defect, int lane) {
    add(
        Loop.LANES,
        defect,
        (loop, place) -> {
          var count = loop.kind() instanceof LoopKind.Lanes(var lanes) ? lanes : 1;
          var body = RegionBuilder.of(place.ids(), loop.body().parameters());
          var distance = body.binary(BinaryOp.SUB, loop.index(), loop.lower());
          var position = body.binary(BinaryOp.AND, distance, body.index(count - 1));
          var skipped = body.index(lane & count - 1);
          var isRun = body.compare(CompareOp.NE, position, skipped);
          var inner = new Region(List.of(), loop.body().ops(), List.of());
          body.append(new Op.If(List.of(), isRun, inner, Region.EMPTY));
          return loop.withBody(body.end(List.of()));
        });
  }

  /// What becomes of a loop.
  private interface Change {
    Op.For of(Op.For loop, Place place);
  }

  private void add(Loop kind, String defect, Change change) {
    mutations.add(
        CodeMutation.of(
            Family.LOOP,
            kind.text + " " + defect,
            (op, place) -> {
              if (!(op instanceof Op.For loop) || !kind.fits.test(loop, place)) {
                return false;
              }
              place.at().append(change.of(loop, place));
              return true;
            }));
  }
}
