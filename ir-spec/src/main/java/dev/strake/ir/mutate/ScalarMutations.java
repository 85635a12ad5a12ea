package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Domain;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScalarType.Kind;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.List;

/// Scalar ops taken for others of the same type, and operands that change places.
final class ScalarMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private ScalarMutations() {}

  static List<CodeMutation> all() {
    var all = new ScalarMutations();
    for (var type : ScalarType.values()) {
      for (var op : BinaryOp.values()) {
        all.binaries(op, type);
      }
      for (var op : CompareOp.values()) {
        all.compares(op, type);
      }
      all.unaries(type);
      all.operands(type);
    }
    return all.mutations;
  }

  private void binaries(BinaryOp op, ScalarType type) {
    for (var other : mistakenFor(op, type)) {
      if (op.accepts(type) && other.accepts(type)) {
        add(
            Family.OPERATION,
            type,
            "%s %s computes %s".formatted(op.mnemonic(), type, other.mnemonic()),
            Rule.on(
                Op.Binary.class,
                one -> one.op() == op && one.result().type() == type,
                (one, place) ->
                    place
                        .at()
                        .append(
                            new Op.Binary(
                                one.result(), other, one.left(), one.right(), one.site()))));
      }
    }
  }

  /// The ops that differ for some operands of the type. What fails is taken only for what fails
  /// just there.
  private static List<BinaryOp> mistakenFor(BinaryOp op, ScalarType type) {
    // Of unsigned numbers, floor and truncation are the same, and so are both shifts to the right.
    var isSigned = type.kind() == Kind.SIGNED;
    return switch (op) {
      case ADD -> List.of(BinaryOp.SUB, BinaryOp.MUL, BinaryOp.MAX, BinaryOp.XOR);
      case SUB -> List.of(BinaryOp.ADD, BinaryOp.XOR);
      case MUL -> List.of(BinaryOp.ADD, BinaryOp.AND, BinaryOp.SUB);
      case DIV ->
          isSigned
              ? List.of(BinaryOp.FLOORDIV, BinaryOp.REM)
              : List.of(BinaryOp.MUL, BinaryOp.REM, BinaryOp.SUB);
      case REM -> isSigned ? List.of(BinaryOp.FLOORMOD, BinaryOp.DIV) : List.of(BinaryOp.FLOORDIV);
      case FLOORDIV ->
          isSigned ? List.of(BinaryOp.DIV, BinaryOp.FLOORMOD) : List.of(BinaryOp.FLOORMOD);
      case FLOORMOD -> isSigned ? List.of(BinaryOp.REM, BinaryOp.FLOORDIV) : List.of(BinaryOp.DIV);
      // Of bools, min is and, max is or, both by definition.
      case MIN -> List.of(BinaryOp.MAX, BinaryOp.OR);
      case MAX -> List.of(BinaryOp.MIN, BinaryOp.AND, BinaryOp.XOR);
      case AND -> List.of(BinaryOp.OR, BinaryOp.XOR);
      case OR -> List.of(BinaryOp.AND, BinaryOp.XOR, BinaryOp.ADD);
      case XOR -> List.of(BinaryOp.OR, BinaryOp.AND, BinaryOp.SUB);
      case SHL -> List.of(BinaryOp.SHR, BinaryOp.MUL);
      case SHR -> isSigned ? List.of(BinaryOp.USHR, BinaryOp.SHL) : List.of(BinaryOp.SHL);
      case USHR -> isSigned ? List.of(BinaryOp.SHR, BinaryOp.SHL) : List.of(BinaryOp.SHL);
    };
  }

  private void compares(CompareOp op, ScalarType type) {
    if (!isComputedWith(type)) {
      return;
    }
    for (var other : mistakenFor(op)) {
      add(
          Family.OPERATION,
          type,
          "%s %s computes %s".formatted(op.mnemonic(), type, other.mnemonic()),
          Rule.on(
              Op.Compare.class,
              one -> one.op() == op && one.left().type() == type,
              (one, place) ->
                  place.at().append(new Op.Compare(one.result(), other, one.left(), one.right()))));
    }
  }

  /// Its opposite, its mirror image, and those that differ by equality.
  private static List<CompareOp> mistakenFor(CompareOp op) {
    return switch (op) {
      case EQ -> List.of(CompareOp.NE, CompareOp.LE, CompareOp.GE);
      case NE -> List.of(CompareOp.EQ, CompareOp.LT, CompareOp.GT);
      case LT -> List.of(CompareOp.GE, CompareOp.GT, CompareOp.LE, CompareOp.NE);
      case LE -> List.of(CompareOp.GT, CompareOp.GE, CompareOp.LT, CompareOp.EQ);
      case GT -> List.of(CompareOp.LE, CompareOp.LT, CompareOp.GE, CompareOp.NE);
      case GE -> List.of(CompareOp.LT, CompareOp.LE, CompareOp.GT, CompareOp.EQ);
    };
  }

  private void unaries(ScalarType type) {
    for (var op : UnaryOp.values()) {
      // The magnitude of an unsigned number is the number.
      var isIdentity = op == UnaryOp.ABS && type.kind() == Kind.UNSIGNED;
      if (!op.accepts(type) || isIdentity) {
        continue;
      }
      add(
          Family.OPERATION,
          type,
          "%s %s does nothing".formatted(op.mnemonic(), type),
          Rule.on(
              Op.Unary.class,
              one -> one.op() == op && one.result().type() == type,
              (one, place) -> place.define(one.result(), one.operand())));
      for (var other : UnaryOp.values()) {
        if (other != op && other.accepts(type)) {
          add(
              Family.OPERATION,
              type,
              "%s %s computes %s".formatted(op.mnemonic(), type, other.mnemonic()),
              Rule.on(
                  Op.Unary.class,
                  one -> one.op() == op && one.result().type() == type,
                  (one, place) ->
                      place.at().append(new Op.Unary(one.result(), other, one.operand()))));
        }
      }
    }
  }

  private void operands(ScalarType type) {
    for (var op : BinaryOp.values()) {
      if (op.accepts(type) && !op.isCommutative()) {
        add(
            Family.OPERANDS,
            type,
            "%s %s swaps its operands".formatted(op.mnemonic(), type),
            Rule.on(
                Op.Binary.class,
                one -> one.op() == op && one.result().type() == type,
                (one, place) ->
                    place
                        .at()
                        .append(
                            new Op.Binary(one.result(), op, one.right(), one.left(), one.site()))));
      }
    }
    add(
        Family.OPERANDS,
        type,
        "select of %s swaps its arms".formatted(type),
        Rule.on(
            Op.Select.class,
            one -> one.result().type() == type,
            (one, place) ->
                place
                    .at()
                    .append(
                        new Op.Select(
                            one.result(), one.condition(), one.whenFalse(), one.whenTrue()))));
    if (type.isFloat()) {
      fma(type);
    }
  }

  private void fma(ScalarType type) {
    add(
        Family.OPERANDS,
        type,
        "fma %s adds its second operand".formatted(type),
        Rule.on(
            Op.Fma.class,
            one -> one.result().type() == type,
            (one, place) ->
                place.at().append(new Op.Fma(one.result(), one.a(), one.c(), one.b()))));
    add(
        Family.OPERATION,
        type,
        "fma %s rounds twice".formatted(type),
        Rule.on(
            Op.Fma.class,
            one -> one.result().type() == type,
            (one, place) -> {
              var product = place.at().binary(BinaryOp.MUL, one.a(), one.b());
              place.at().append(new Op.Binary(one.result(), BinaryOp.ADD, product, one.c(), 0));
            }));
  }

  private void add(Family family, ScalarType type, String defect, Rule rule) {
    if (type.isComplex()) {
      mutations.add(CodeMutation.of(family, defect, rule).on(Backend.Form.CHECKED));
      return;
    }
    for (var where : CodeMutation.Where.values()) {
      mutations.add(CodeMutation.of(family, defect, rule).at(where));
    }
  }

  /// Whether scheduled kernels compute with values of the type.
  static boolean isComputedWith(ScalarType type) {
    return Domain.ORDERED.contains(type);
  }
}
