package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Conditions of `if` and `while` that decide otherwise.
final class BranchMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private BranchMutations() {}

  static List<CodeMutation> all() {
    var all = new BranchMutations();
    all.branches("ifs with results", branch -> !branch.results().isEmpty());
    all.branches(
        "ifs with two arms of stores",
        branch -> branch.results().isEmpty() && !branch.whenFalse().ops().isEmpty());
    all.branches(
        "ifs of one arm",
        branch -> branch.results().isEmpty() && branch.whenFalse().ops().isEmpty());
    all.branches("ifs in ifs", branch -> Place.holds(branch.whenTrue(), op -> op instanceof Op.If));
    all.whiles();
    all.selects();
    return all.mutations;
  }

  private void branches(String which, Predicate<Op.If> fits) {
    branch(which + " always take the first arm", fits, (at, _) -> at.constant(ScalarType.BOOL, 1));
    branch(which + " always take the second arm", fits, (at, _) -> at.constant(ScalarType.BOOL, 0));
    branch(which + " take the other arm", fits, (at, right) -> at.unary(UnaryOp.NOT, right));
    mutations.add(
        CodeMutation.of(
            Family.BRANCH,
            which + " run both arms",
            Rule.on(
                Op.If.class,
                branch ->
                    fits.test(branch)
                        && branch.results().isEmpty()
                        && !branch.whenFalse().ops().isEmpty(),
                (branch, place) -> {
                  var yes = place.at().constant(ScalarType.BOOL, 1);
                  for (var arm : List.of(branch.whenFalse(), branch.whenTrue())) {
                    place.at().append(new Op.If(List.of(), yes, arm, Region.EMPTY));
                  }
                })));
  }

  private interface Condition {
    Value of(RegionBuilder at, Value right);
  }

  private void branch(String defect, Predicate<Op.If> fits, Condition condition) {
    mutations.add(
        CodeMutation.of(
            Family.BRANCH,
            defect,
            Rule.on(
                Op.If.class,
                fits,
                (branch, place) ->
                    place
                        .at()
                        .append(
                            new Op.If(
                                branch.results(),
                                condition.of(place.at(), branch.condition()),
                                branch.whenTrue(),
                                branch.whenFalse())))));
  }

  /// A select whose condition is a literal, by type.
  private void selects() {
    for (var type : ScalarType.values()) {
      for (var bits : List.of(0L, 1L)) {
        mutations.add(
            CodeMutation.of(
                Family.BRANCH,
                "select of %s always takes arm %d".formatted(type, bits == 1 ? 1 : 2),
                Rule.on(
                    Op.Select.class,
                    one -> one.result().type() == type,
                    (one, place) -> {
                      var literal = place.at().constant(ScalarType.BOOL, bits);
                      place
                          .at()
                          .append(
                              new Op.Select(
                                  one.result(), literal, one.whenTrue(), one.whenFalse()));
                    })));
      }
    }
  }

  private void whiles() {
    repeat("whiles never run", (loop, place) -> place.define(loop.results(), loop.initial()));
    repeat(
        "whiles run at most once",
        (loop, place) -> {
          var at = place.at();
          var copy = new RegionCopy(place.ids());
          var holds = copy.inline(loop.condition(), loop.initial(), at::append).getFirst();
          var body = at.child(List.of());
          var next = copy.inline(loop.body(), loop.initial(), body::append);
          var otherwise = new Region(List.of(), List.of(), loop.initial());
          at.append(new Op.If(loop.results(), holds, body.end(next), otherwise));
        });
    repeat(
        "whiles run at least once",
        (loop, place) -> {
          var at = place.at();
          var first = new RegionCopy(place.ids()).inline(loop.body(), loop.initial(), at::append);
          at.append(
              new Op.While(loop.results(), first, loop.condition(), loop.body(), loop.site()));
        });
    repeat(
        "whiles run once too often",
        (loop, place) -> {
          var at = place.at();
          var fresh = loop.results().stream().map(v -> place.ids().fresh(v.type())).toList();
          at.append(
              new Op.While(fresh, loop.initial(), loop.condition(), loop.body(), loop.site()));
          var more = new RegionCopy(place.ids()).inline(loop.body(), fresh, at::append);
          place.define(loop.results(), more);
        });
    repeat("whiles stop after 3 iterations", BranchMutations::stopEarly);
  }

  /// Counts iterations beside the other carried values.
  private static void stopEarly(Op.While loop, Place place) {
    var at = place.at();
    var tested = RegionBuilder.of(place.ids(), with(loop.condition().parameters(), place));
    loop.condition().ops().forEach(tested::append);
    var isFew = tested.compare(CompareOp.LT, tested.parameters().getLast(), tested.index(3));
    var holds = Bits.both(tested, loop.condition().results().getFirst(), isFew);
    var body = RegionBuilder.of(place.ids(), with(loop.body().parameters(), place));
    loop.body().ops().forEach(body::append);
    var count = body.binary(BinaryOp.ADD, body.parameters().getLast(), body.index(1));
    var next = new ArrayList<>(loop.body().results());
    next.add(count);
    var initial = new ArrayList<>(loop.initial());
    initial.add(at.index(0));
    at.append(
        new Op.While(
            with(loop.results(), place),
            initial,
            tested.end(List.of(holds)),
            body.end(next),
            loop.site()));
  }

  private static List<Value> with(List<Value> values, Place place) {
    var longer = new ArrayList<>(values);
    longer.add(place.ids().fresh(ScalarType.I64));
    return longer;
  }

  private void repeat(String defect, Rule.Change<Op.While> change) {
    mutations.add(
        CodeMutation.of(
            Family.BRANCH,
            defect,
            Rule.on(
                Op.While.class,
                loop ->
                    !LoopMutations.isTiedToRecord(loop.condition())
                        && !LoopMutations.isTiedToRecord(loop.body()),
                change)));
  }
}
