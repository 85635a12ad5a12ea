package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Scans by another op, over other elements, in another order or with other totals: the defects of
/// a backend that takes checked kernels and lowers scans itself.
final class ScanMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private ScanMutations() {}

  static List<CodeMutation> all() {
    var all = new ScanMutations();
    for (var op : ReduceOp.values()) {
      for (var type : ScalarType.values()) {
        if (op.accepts(type)) {
          all.builtin(op, type);
        }
      }
    }
    all.elements();
    return all.mutations;
  }

  private void builtin(ReduceOp op, ScalarType type) {
    for (var other : ReduceOp.values()) {
      // For bools min and all are one op, max and any another.
      if (other == op || !other.accepts(type) || other.combine() == op.combine()) {
        continue;
      }
      if (type.isBool() && isAnd(op) == isAnd(other)) {
        continue;
      }
      add(
          "scan %s %s computes %s".formatted(op.mnemonic(), type, other.mnemonic()),
          (scan, place) -> {
            if (!isBuiltin(scan, op, type)) {
              return false;
            }
            place.at().append(with(scan, Combine.of(other), scan.body(), scan.sink()));
            return true;
          });
    }
    if (op == ReduceOp.ADD && type.isFloat()) {
      add(
          "scan sum %s starts from 0".formatted(type),
          (scan, place) -> isBuiltin(scan, op, type) && asLoop(scan, op, place, Total.INCLUSIVE));
    }
    if (!type.isComplex()) {
      add(
          "scan %s %s leaves the element itself out".formatted(op.mnemonic(), type),
          (scan, place) -> isBuiltin(scan, op, type) && asLoop(scan, op, place, Total.EXCLUSIVE));
    }
  }

  private static boolean isAnd(ReduceOp op) {
    return op == ReduceOp.MIN || op == ReduceOp.ALL;
  }

  private static boolean isBuiltin(Op.Scan scan, ReduceOp op, ScalarType type) {
    return scan.combine().equals(Combine.of(op)) && scan.body().results().getFirst().type() == type;
  }

  /// Which total the sink sees.
  private enum Total {
    INCLUSIVE,
    EXCLUSIVE
  }

  /// One binder: a loop that carries the total, from 0 or the neutral element on.
  private static boolean asLoop(Op.Scan scan, ReduceOp op, Place place, Total seen) {
    if (scan.lowers().size() != 1) {
      return false;
    }
    var at = place.at();
    var type = scan.body().results().getFirst().scalar();
    var first = seen == Total.INCLUSIVE ? 0 : op.neutral(type);
    var body = at.child(List.of(ScalarType.I64, type));
    var index = body.parameters().getFirst();
    var before = body.parameters().getLast();
    var copy = new RegionCopy(place.ids());
    var element = copy.inline(scan.body(), List.of(index), body::append).getFirst();
    var total = body.binary(op.combine(), before, element);
    var shown = seen == Total.INCLUSIVE ? total : before;
    copy.inline(scan.sink(), List.of(index, shown), body::append);
    at.loop(
        LoopKind.SEQ,
        scan.lowers().getFirst(),
        scan.uppers().getFirst(),
        List.of(at.constant(type, first)),
        body.end(List.of(total)),
        scan.site());
    return true;
  }

  private static Op.Scan with(Op.Scan scan, Combine combine, Region body, Region sink) {
    return new Op.Scan(combine, scan.lowers(), scan.uppers(), body, sink, scan.site());
  }

  private void elements() {
    add("scans skip the first index", (scan, place) -> ReductionMutations.moved(scan, place, 1, 0));
    add("scans skip the last index", (scan, place) -> ReductionMutations.moved(scan, place, 0, -1));
    add("scans of several axes run column by column", ScanMutations::columnMajor);
    add("scans run backwards", ScanMutations::backwards);
    add("scans of several axes start again in each row", ScanMutations::rowByRow);
    add(
        "scans show the element and not the total",
        (scan, place) -> {
          var half = scan.body().results().size();
          return combined(scan, place, parameters -> parameters.subList(half, 2 * half));
        });
    add(
        "scans keep the first element",
        (scan, place) -> {
          var half = scan.body().results().size();
          return combined(scan, place, parameters -> parameters.subList(0, half));
        });
    add(
        "custom scans combine the later element with the earlier one",
        (scan, place) -> {
          if (!(scan.combine() instanceof Combine.Custom custom)) {
            return false;
          }
          place.at().append(with(scan, swapped(custom), scan.body(), scan.sink()));
          return true;
        });
  }

  /// A combination whose two elements change places.
  static Combine.Custom swapped(Combine.Custom custom) {
    var parameters = custom.region().parameters();
    var half = parameters.size() / 2;
    var exchanged = new ArrayList<>(parameters.subList(half, 2 * half));
    exchanged.addAll(parameters.subList(0, half));
    var region = new Region(exchanged, custom.region().ops(), custom.region().results());
    return new Combine.Custom(region, custom.empty());
  }

  private interface Choice {
    List<Value> of(List<Value> parameters);
  }

  private static boolean combined(Op.Scan scan, Place place, Choice choice) {
    var types = new ArrayList<Type>();
    for (var k = 0; k < 2; k++) {
      scan.body().results().forEach(value -> types.add(value.type()));
    }
    var region = place.at().child(types);
    var chosen = choice.of(region.parameters());
    var combine = new Combine.Custom(region.end(chosen), List.of());
    place.at().append(with(scan, combine, scan.body(), scan.sink()));
    return true;
  }

  private static boolean columnMajor(Op.Scan scan, Place place) {
    if (scan.lowers().size() < 2) {
      return false;
    }
    var lowers = new ArrayList<>(scan.lowers());
    var uppers = new ArrayList<>(scan.uppers());
    var inBody = new ArrayList<>(scan.body().parameters());
    var inSink = new ArrayList<>(scan.sink().parameters());
    List.of(lowers, uppers, inBody, inSink).forEach(list -> Collections.swap(list, 0, 1));
    var body = new Region(inBody, scan.body().ops(), scan.body().results());
    var sink = new Region(inSink, scan.sink().ops(), List.of());
    place.at().append(new Op.Scan(scan.combine(), lowers, uppers, body, sink, scan.site()));
    return true;
  }

  private static boolean backwards(Op.Scan scan, Place place) {
    var body = mirrored(scan, scan.body(), place);
    var sink = mirrored(scan, scan.sink(), place);
    place.at().append(with(scan, scan.combine(), body, sink));
    return true;
  }

  /// The region at `upper - 1 - (i - lower)` for every index i.
  private static Region mirrored(Op.Scan scan, Region region, Place place) {
    var types = region.parameters().stream().map(Value::type).toList();
    var copy = place.at().child(types);
    var arguments = new ArrayList<>(copy.parameters());
    for (var axis = 0; axis < scan.lowers().size(); axis++) {
      arguments.set(axis, mirrored(copy, scan, axis));
    }
    var results = new RegionCopy(place.ids()).inline(region, arguments, copy::append);
    return copy.end(results);
  }

  private static Value mirrored(RegionBuilder at, Op.Scan scan, int axis) {
    var sum = at.binary(BinaryOp.ADD, scan.lowers().get(axis), scan.uppers().get(axis));
    var last = at.binary(BinaryOp.SUB, sum, at.index(1));
    return at.binary(BinaryOp.SUB, last, at.parameters().get(axis));
  }

  private static boolean rowByRow(Op.Scan scan, Place place) {
    var rank = scan.lowers().size();
    if (rank != 2) {
      return false;
    }
    var at = place.at();
    var rows = at.child(List.of(ScalarType.I64));
    var row = rows.parameters().getFirst();
    rows.append(
        new Op.Scan(
            scan.combine(),
            scan.lowers().subList(1, 2),
            scan.uppers().subList(1, 2),
            bound(scan.body(), row, place),
            bound(scan.sink(), row, place),
            scan.site()));
    at.loop(
        LoopKind.SEQ,
        scan.lowers().getFirst(),
        scan.uppers().getFirst(),
        List.of(),
        rows.end(List.of()),
        scan.site());
    return true;
  }

  /// The region with `row` for its first parameter.
  private static Region bound(Region region, Value row, Place place) {
    var rest = region.parameters().subList(1, region.parameters().size());
    var copy = place.at().child(rest.stream().map(Value::type).toList());
    var arguments = new ArrayList<Value>();
    arguments.add(row);
    arguments.addAll(copy.parameters());
    return copy.end(new RegionCopy(place.ids()).inline(region, arguments, copy::append));
  }

  /// What becomes of a scan, if it fits.
  private interface Change {
    boolean append(Op.Scan scan, Place place);
  }

  private void add(String defect, Change change) {
    mutations.add(
        CodeMutation.of(
                Family.SCAN,
                defect,
                (op, place) -> op instanceof Op.Scan scan && change.append(scan, place))
            .on(Backend.Form.CHECKED));
  }
}
