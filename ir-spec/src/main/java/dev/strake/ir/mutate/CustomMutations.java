package dev.strake.ir.mutate;

import dev.strake.ir.Combine;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Custom reductions in another order, with other components, or of nothing.
final class CustomMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private CustomMutations() {}

  static List<CodeMutation> all() {
    var all = new CustomMutations();
    for (var order : List.of(ReduceOrder.LANES, ReduceOrder.SEQ)) {
      all.ofOrder(order);
    }
    all.ofNothing();
    return all.mutations;
  }

  private void ofOrder(ReduceOrder order) {
    var other = order == ReduceOrder.LANES ? ReduceOrder.SEQ : ReduceOrder.LANES;
    add(
        order,
        "compute in the order " + other.mnemonic(),
        (one, _, place) -> OrderMutations.ordered(one, other, place));
    add(order, "run backwards", (one, _, place) -> OrderMutations.backwards(one, place));
    add(order, "exchange their binders", (one, _, place) -> OrderMutations.columnMajor(one, place));
    add(
        order,
        "skip the first index",
        (one, _, place) -> ReductionMutations.moved(one, place, 1, 0));
    add(
        order,
        "skip the last index",
        (one, _, place) -> ReductionMutations.moved(one, place, 0, -1));
    add(
        order,
        "combine the later element with the earlier one",
        (one, custom, place) -> combining(one, ScanMutations.swapped(custom), place));
    add(
        order,
        "exchange neighbouring components of equal types",
        (one, custom, place) -> {
          var results = exchanged(custom.region().results());
          var region = custom.region();
          var changed = new Region(region.parameters(), region.ops(), results);
          return !results.equals(region.results())
              && combining(one, new Combine.Custom(changed, custom.empty()), place);
        });
    add(
        order,
        "keep their first element",
        (one, custom, place) -> {
          var parameters = custom.region().parameters();
          var kept = parameters.subList(0, parameters.size() / 2);
          var changed = new Region(parameters, List.of(), kept);
          return combining(one, new Combine.Custom(changed, custom.empty()), place);
        });
  }

  private void ofNothing() {
    for (var order : List.of(ReduceOrder.LANES, ReduceOrder.SEQ)) {
      add(
          order,
          "of nothing fail",
          (one, custom, place) ->
              !custom.empty().isEmpty()
                  && combining(one, new Combine.Custom(custom.region(), List.of()), place));
      add(
          order,
          "of nothing give 0",
          (one, custom, place) -> {
            var zeros = new ArrayList<Value>();
            for (var result : one.results()) {
              zeros.add(place.at().filled(result.scalar(), 0));
            }
            return combining(one, new Combine.Custom(custom.region(), zeros), place);
          });
    }
  }

  private static List<Value> exchanged(List<Value> values) {
    var exchanged = new ArrayList<>(values);
    for (var k = 1; k < exchanged.size(); k++) {
      if (exchanged.get(k).type() == exchanged.get(k - 1).type()) {
        Collections.swap(exchanged, k - 1, k);
        return exchanged;
      }
    }
    return exchanged;
  }

  private static boolean combining(Op.Reduce reduce, Combine.Custom custom, Place place) {
    place.at().append(reduce.withCombine(custom));
    return true;
  }

  /// What becomes of a custom reduction, if it fits.
  private interface Change {
    boolean append(Op.Reduce reduce, Combine.Custom custom, Place place);
  }

  private void add(ReduceOrder order, String defect, Change change) {
    mutations.add(
        CodeMutation.of(
                Family.REDUCTION,
                "custom reductions in %s %s".formatted(order.mnemonic(), defect),
                (op, place) ->
                    op instanceof Op.Reduce reduce
                        && reduce.order() == order
                        && reduce.combine() instanceof Combine.Custom custom
                        && change.append(reduce, custom, place))
            .on(Backend.Form.CHECKED));
  }
}
