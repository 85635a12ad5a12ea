package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Scatters by another op or with another idea of what is outside, in another order or elsewhere:
/// the defects of a backend that takes checked kernels and lowers scatters itself.
final class ScatterMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private ScatterMutations() {}

  static List<CodeMutation> all() {
    var all = new ScatterMutations();
    for (var op : ScatterOp.values()) {
      for (var type : ScalarType.values()) {
        if (op.accepts(type)) {
          all.otherOps(op, type);
        }
      }
    }
    for (var outside : OutOfBounds.values()) {
      all.outside(outside);
    }
    all.places();
    all.orders();
    return all.mutations;
  }

  private void otherOps(ScatterOp op, ScalarType type) {
    for (var other : ScatterOp.values()) {
      var isSame = type.isBool() && (isAnd(op) && isAnd(other) || isOr(op) && isOr(other));
      if (other != op && other.accepts(type) && !isSame) {
        add(
            "scatter %s %s computes %s".formatted(op.mnemonic(), type, other.mnemonic()),
            (scatter, place) -> {
              if (scatter.op() != op || scatter.target().view().element() != type) {
                return false;
              }
              place.at().append(with(scatter, other, scatter.outside(), scatter.body()));
              return true;
            });
      }
    }
  }

  /// Of bools, min is and, max is or.
  private static boolean isAnd(ScatterOp op) {
    return op == ScatterOp.MIN || op == ScatterOp.AND;
  }

  private static boolean isOr(ScatterOp op) {
    return op == ScatterOp.MAX || op == ScatterOp.OR;
  }

  private static Op.Scatter with(
      Op.Scatter scatter, ScatterOp op, OutOfBounds outside, Region body) {
    return new Op.Scatter(
        scatter.target(), op, outside, scatter.lowers(), scatter.uppers(), body, scatter.site());
  }

  private void outside(OutOfBounds outside) {
    for (var other : OutOfBounds.values()) {
      if (other != outside) {
        add(
            "scatters that %s %s".formatted(outside.mnemonic(), other.mnemonic()),
            (scatter, place) -> {
              if (scatter.outside() != outside) {
                return false;
              }
              place.at().append(with(scatter, scatter.op(), other, scatter.body()));
              return true;
            });
      }
    }
    changed(
        "scatters that %s take negative indices for 0".formatted(outside.mnemonic()),
        outside,
        (body, indices) ->
            indices.stream()
                .map(index -> body.binary(BinaryOp.MAX, index, body.index(0)))
                .toList());
    changed(
        "scatters that %s take indices modulo 2^32".formatted(outside.mnemonic()),
        outside,
        (body, indices) ->
            indices.stream()
                .map(index -> body.cast(ScalarType.I64, body.cast(ScalarType.I32, index)))
                .toList());
    changed(
        "scatters that %s hit the next index".formatted(outside.mnemonic()),
        outside,
        (body, indices) ->
            indices.stream()
                .map(index -> body.binary(BinaryOp.ADD, index, body.index(1)))
                .toList());
  }

  private interface Indices {
    List<Value> of(RegionBuilder body, List<Value> right);
  }

  private void changed(String defect, OutOfBounds outside, Indices wrong) {
    add(
        defect,
        (scatter, place) -> {
          if (scatter.outside() != outside) {
            return false;
          }
          place.at().append(with(scatter, scatter.op(), outside, changed(scatter, place, wrong)));
          return true;
        });
  }

  private static Region changed(Op.Scatter scatter, Place place, Indices wrong) {
    var body = RegionBuilder.of(place.ids(), scatter.body().parameters());
    scatter.body().ops().forEach(body::append);
    var yielded = scatter.body().results();
    var last = yielded.size() - 1;
    var results = new ArrayList<>(wrong.of(body, yielded.subList(0, last)));
    results.add(yielded.get(last));
    return body.end(results);
  }

  private void places() {
    add(
        "scatters exchange their indices",
        (scatter, place) -> {
          if (scatter.target().view().rank() < 2) {
            return false;
          }
          var body =
              changed(
                  scatter,
                  place,
                  (_, indices) -> {
                    var exchanged = new ArrayList<>(indices);
                    Collections.swap(exchanged, 0, 1);
                    return exchanged;
                  });
          place.at().append(with(scatter, scatter.op(), scatter.outside(), body));
          return true;
        });
    add(
        "scatters don't say where they fail",
        (scatter, place) -> {
          place
              .at()
              .append(
                  new Op.Scatter(
                      scatter.target(),
                      scatter.op(),
                      scatter.outside(),
                      scatter.lowers(),
                      scatter.uppers(),
                      scatter.body(),
                      0));
          return true;
        });
    add("scatters do nothing", (_, _) -> true);
  }

  private void orders() {
    add(
        "scatters skip the first index",
        (scatter, place) -> ReductionMutations.moved(scatter, place, 1, 0));
    add(
        "scatters skip the last index",
        (scatter, place) -> ReductionMutations.moved(scatter, place, 0, -1));
    add("scatters of several binders run column by column", ScatterMutations::columnMajor);
    add("scatters run backwards", ScatterMutations::backwards);
  }

  private static boolean columnMajor(Op.Scatter scatter, Place place) {
    if (scatter.lowers().size() < 2) {
      return false;
    }
    var lowers = new ArrayList<>(scatter.lowers());
    var uppers = new ArrayList<>(scatter.uppers());
    var parameters = new ArrayList<>(scatter.body().parameters());
    List.of(lowers, uppers, parameters).forEach(list -> Collections.swap(list, 0, 1));
    var body = new Region(parameters, scatter.body().ops(), scatter.body().results());
    place.at().append(scatter.withBounds(lowers, uppers).withBody(body));
    return true;
  }

  private static boolean backwards(Op.Scatter scatter, Place place) {
    var body = place.at().child(scatter.lowers().stream().map(Value::type).toList());
    var mirrored = new ArrayList<Value>();
    for (var axis = 0; axis < scatter.lowers().size(); axis++) {
      var sum = body.binary(BinaryOp.ADD, scatter.lowers().get(axis), scatter.uppers().get(axis));
      var last = body.binary(BinaryOp.SUB, sum, body.index(1));
      mirrored.add(body.binary(BinaryOp.SUB, last, body.parameters().get(axis)));
    }
    var results = new RegionCopy(place.ids()).inline(scatter.body(), mirrored, body::append);
    place.at().append(scatter.withBody(body.end(results)));
    return true;
  }

  /// What becomes of a scatter, if it fits.
  private interface Change {
    boolean append(Op.Scatter scatter, Place place);
  }

  private void add(String defect, Change change) {
    mutations.add(
        CodeMutation.of(
                Family.SCATTER,
                defect,
                (op, place) -> op instanceof Op.Scatter scatter && change.append(scatter, place))
            .on(Backend.Form.CHECKED));
  }
}
