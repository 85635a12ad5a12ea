package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Collects mutations of one family, under the names that ops have in the text form.
final class Defects {
  private final Family family;
  private final Function<CodeMutation, Stream<CodeMutation>> places;
  private final List<CodeMutation> mutations = new ArrayList<>();

  private Defects(Family family, Function<CodeMutation, Stream<CodeMutation>> places) {
    this.family = family;
    this.places = places;
  }

  /// Each defect three times: everywhere, in lanes, and outside lanes.
  static Defects ofScheduled(Family family) {
    return new Defects(family, one -> Stream.of(CodeMutation.Where.values()).map(one::at));
  }

  /// Each defect once, in kernels that are not scheduled.
  static Defects ofChecked(Family family) {
    return new Defects(family, one -> Stream.of(one.on(Backend.Form.CHECKED)));
  }

  List<CodeMutation> all() {
    return List.copyOf(mutations);
  }

  void add(String defect, Rule rule) {
    places.apply(CodeMutation.of(family, defect, rule)).forEach(mutations::add);
  }

  void binary(BinaryOp op, ScalarType type, String defect, Rule.Wrong<Op.Binary> wrong) {
    add(
        "%s %s %s".formatted(op.mnemonic(), type, defect),
        Rule.instead(Op.Binary.class, one -> one.op() == op && one.result().type() == type, wrong));
  }

  void unary(UnaryOp op, ScalarType type, String defect, Rule.Wrong<Op.Unary> wrong) {
    add(
        "%s %s %s".formatted(op.mnemonic(), type, defect),
        Rule.instead(Op.Unary.class, one -> one.op() == op && one.result().type() == type, wrong));
  }

  void compare(CompareOp op, ScalarType type, String defect, Rule.Wrong<Op.Compare> wrong) {
    add(
        "%s %s %s".formatted(op.mnemonic(), type, defect),
        Rule.instead(Op.Compare.class, one -> one.op() == op && one.left().type() == type, wrong));
  }

  void fma(ScalarType type, String defect, Rule.Wrong<Op.Fma> wrong) {
    add(
        "fma %s %s".formatted(type, defect),
        Rule.instead(Op.Fma.class, one -> one.result().type() == type, wrong));
  }

  void cast(ScalarType from, ScalarType to, String defect, Rule.Wrong<Op.Cast> wrong) {
    add(
        "cast %s to %s %s".formatted(from, to, defect),
        Rule.instead(
            Op.Cast.class,
            one -> one.operand().type() == from && one.result().type() == to,
            wrong));
  }
}
