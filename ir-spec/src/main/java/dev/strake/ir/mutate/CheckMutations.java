package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Failures that are missed, invented, or told with the wrong kind, place or index.
final class CheckMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private CheckMutations() {}

  static List<CodeMutation> all() {
    var all = new CheckMutations();
    all.indices();
    all.emptiness();
    all.asserts();
    for (var op : BinaryOp.values()) {
      for (var type : ScalarType.values()) {
        if (op.accepts(type) && op.canFail(type)) {
          all.divisions(op, type);
        }
      }
    }
    return all.mutations;
  }

  private void indices() {
    index("are missing", (op, place) -> place.define(op.result(), op.index()));
    index(
        "let the extent through",
        (op, place) -> {
          var one = place.at().index(1);
          var extent = place.at().binary(BinaryOp.ADD, op.extent(), one);
          append(op, op.index(), extent, op.site(), place);
        });
    index(
        "refuse the last index",
        (op, place) -> {
          var one = place.at().index(1);
          var extent = place.at().binary(BinaryOp.SUB, op.extent(), one);
          append(op, op.index(), extent, op.site(), place);
        });
    index(
        "refuse index 0",
        (op, place) -> {
          var at = place.at();
          var isZero = at.compare(CompareOp.EQ, op.index(), at.index(0));
          append(op, at.select(isZero, at.index(-1), op.index()), op.extent(), op.site(), place);
        });
    index(
        "let negative indices through",
        (op, place) -> {
          var index = place.at().binary(BinaryOp.MAX, op.index(), place.at().index(0));
          append(op, index, op.extent(), op.site(), place);
        });
    index(
        "let indices above the extent through",
        (op, place) -> {
          var at = place.at();
          var isNegative = at.compare(CompareOp.LT, op.index(), at.index(0));
          var index = at.select(isNegative, op.index(), at.index(0));
          var nothing = place.ids().fresh(ScalarType.I64);
          at.append(new Op.CheckIndex(nothing, index, at.index(1), op.site()));
          place.define(op.result(), op.index());
        });
    index(
        "compare 32 bits",
        (op, place) -> {
          var at = place.at();
          var low = at.cast(ScalarType.I64, at.cast(ScalarType.I32, op.index()));
          append(op, low, op.extent(), op.site(), place);
        });
    index("don't say where", (op, place) -> append(op, op.index(), op.extent(), 0, place));
    index(
        "tell an index one too high",
        (op, place) -> {
          var at = place.at();
          var extent = op.extent();
          var isOver = at.compare(CompareOp.GE, op.index(), extent);
          var higher = at.binary(BinaryOp.ADD, op.index(), at.index(1));
          append(op, at.select(isOver, higher, op.index()), extent, op.site(), place);
        });
    index(
        "are told as divisions by zero",
        (op, place) -> {
          var at = place.at();
          var isInside =
              Bits.both(
                  at,
                  at.compare(CompareOp.GE, op.index(), at.index(0)),
                  at.compare(CompareOp.LT, op.index(), op.extent()));
          failAsDivision(at, isInside, op.site());
          place.define(op.result(), op.index());
        });
  }

  private static void append(Op.CheckIndex op, Value index, Value extent, int site, Place place) {
    place.at().append(new Op.CheckIndex(op.result(), index, extent, site));
  }

  private static void failAsDivision(RegionBuilder at, Value isFine, int site) {
    var divisor = at.cast(ScalarType.I64, isFine);
    at.binary(BinaryOp.DIV, at.index(1), divisor, site);
  }

  private void emptiness() {
    empty("are missing", (_, _) -> {});
    empty(
        "let a range of one fail",
        (op, place) -> {
          var next = place.at().binary(BinaryOp.ADD, op.lower(), place.at().index(1));
          place.at().append(new Op.CheckNonEmpty(next, op.upper(), op.site()));
        });
    empty(
        "let an empty range through",
        (op, place) -> {
          var next = place.at().binary(BinaryOp.ADD, op.upper(), place.at().index(1));
          place.at().append(new Op.CheckNonEmpty(op.lower(), next, op.site()));
        });
    empty(
        "let a range that ends before it begins through",
        (op, place) -> {
          var at = place.at();
          var isSame = at.compare(CompareOp.EQ, op.lower(), op.upper());
          var lower = at.select(isSame, at.index(0), at.index(-1));
          at.append(new Op.CheckNonEmpty(lower, at.index(0), op.site()));
        });
    empty(
        "don't say where",
        (op, place) -> place.at().append(new Op.CheckNonEmpty(op.lower(), op.upper(), 0)));
    empty(
        "are told as divisions by zero",
        (op, place) -> {
          var at = place.at();
          failAsDivision(at, at.compare(CompareOp.LT, op.lower(), op.upper()), op.site());
        });
  }

  private void asserts() {
    assertion(
        "are missing",
        (op, place) -> {
          var yes = place.at().constant(ScalarType.BOOL, 1);
          place.at().append(new Op.Assert(yes, op.message(), op.site()));
        });
    assertion(
        "don't say where",
        (op, place) -> place.at().append(new Op.Assert(op.condition(), op.message(), 0)));
    assertion(
        "fail where they hold",
        (op, place) -> {
          var opposite = Bits.not(place.at(), op.condition());
          place.at().append(new Op.Assert(opposite, op.message(), op.site()));
        });
    assertion(
        "are told as divisions by zero",
        (op, place) -> {
          failAsDivision(place.at(), op.condition(), op.site());
          var yes = place.at().constant(ScalarType.BOOL, 1);
          place.at().append(new Op.Assert(yes, op.message(), op.site()));
        });
  }

  private void divisions(BinaryOp op, ScalarType type) {
    var what = op.mnemonic() + " " + type;
    division(
        op,
        type,
        what + " by zero gives 0",
        (one, place) -> {
          var at = place.at();
          var isZero = Bits.isZero(at, one.right());
          var divisor = at.select(isZero, at.constant(type, 1), one.right());
          var quotient = at.binary(op, one.left(), divisor, one.site());
          place.define(one.result(), at.select(isZero, Bits.zero(at, type), quotient));
        });
    division(
        op,
        type,
        what + " by zero does not say where",
        (one, place) ->
            place.at().append(new Op.Binary(one.result(), op, one.left(), one.right(), 0)));
    division(
        op,
        type,
        what + " by zero is told as an index",
        (one, place) -> {
          var at = place.at();
          var isZero = at.cast(ScalarType.I64, Bits.isZero(at, one.right()));
          at.checkIndex(isZero, at.index(1), one.site());
          at.append(one);
        });
    division(
        op,
        type,
        what + " fails for 0 by anything",
        (one, place) -> {
          var at = place.at();
          var isZero = Bits.isZero(at, one.left());
          var divisor = at.select(isZero, Bits.zero(at, type), one.right());
          at.append(new Op.Binary(one.result(), op, one.left(), divisor, one.site()));
        });
    division(
        op,
        type,
        what + " fails for the smallest by -1",
        (one, place) -> {
          var at = place.at();
          var isSmallest = at.compare(CompareOp.EQ, one.left(), Bits.smallest(at, type));
          var all = at.constant(type, type.allOnes());
          var isOver = Bits.both(at, isSmallest, at.compare(CompareOp.EQ, one.right(), all));
          var divisor = at.select(isOver, Bits.zero(at, type), one.right());
          at.append(new Op.Binary(one.result(), op, one.left(), divisor, one.site()));
        });
  }

  private void division(
      BinaryOp op, ScalarType type, String defect, Rule.Change<Op.Binary> change) {
    add(
        defect,
        Rule.on(Op.Binary.class, one -> one.op() == op && one.result().type() == type, change));
  }

  private void index(String defect, Rule.Change<Op.CheckIndex> change) {
    add("checks of indices " + defect, Rule.on(Op.CheckIndex.class, _ -> true, change));
  }

  private void empty(String defect, Rule.Change<Op.CheckNonEmpty> change) {
    add("checks for emptiness " + defect, Rule.on(Op.CheckNonEmpty.class, _ -> true, change));
  }

  private void assertion(String defect, Rule.Change<Op.Assert> change) {
    add("asserts " + defect, Rule.on(Op.Assert.class, _ -> true, change));
  }

  private void add(String defect, Rule rule) {
    mutations.add(CodeMutation.of(Family.CHECK, defect, rule));
  }
}
