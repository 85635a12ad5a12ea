package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Stmt;
import dev.strake.ir.LoopKind;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Lowers declarations of local arrays.
///
/// ```
/// let e[j in 0..n] = v;               ->  a local array, and a parallel loop that stores each v
/// let e[j in 0..n] = scan add[..] v;  ->  a local array, and a scan that stores each total
/// ```
final class LocalArrayLowering {
  private final Sites sites;
  private final ExpressionLowering expressions;

  LocalArrayLowering(Sites sites, ExpressionLowering expressions) {
    this.sites = sites;
    this.expressions = expressions;
  }

  void fill(Stmt.Fill fill, RegionBuilder into, Environment values) {
    var dims = values.launchSizes(fill.arrays().getFirst().dims());
    var uppers = dims.stream().map(into::size).toList();
    var views = views(fill.arrays(), dims, sites.of(fill.span()), into, values);
    fill(fill, views, uppers, List.of(), into, values.copy());
    set(fill.arrays(), views, values);
  }

  /// All arrays of one declaration have the same extents. An array that a test declares is a result
  /// of its kernel, which has a view already.
  private static List<Value> views(
      List<Typed.Array> arrays, List<Size> dims, int site, RegionBuilder into, Environment values) {
    return arrays.stream()
        .map(
            array ->
                values.knows(array) ? values.get(array) : into.local(array.element(), dims, site))
        .toList();
  }

  private static void set(List<Typed.Array> arrays, List<Value> views, Environment values) {
    for (var i = 0; i < arrays.size(); i++) {
      values.set(arrays.get(i), views.get(i));
    }
  }

  private void fill(
      Stmt.Fill fill,
      List<Value> views,
      List<Value> uppers,
      List<Value> indices,
      RegionBuilder into,
      Environment values) {
    var axis = indices.size();
    var site = sites.of(fill.span());
    if (axis == uppers.size()) {
      store(views, indices, expressions.several().lower(fill.value(), into, values), site, into);
      return;
    }
    var body = into.child(List.of(ScalarType.I64));
    var index = body.parameters().getFirst();
    values.set(fill.indices().get(axis), fill.arrays().getFirst().dims().get(axis), index);
    fill(fill, views, uppers, appended(indices, index), body, values);
    into.loop(LoopKind.PAR, into.index(0), uppers.get(axis), List.of(), body.end(List.of()), site);
  }

  private static void store(
      List<Value> views, List<Value> indices, List<Value> stored, int site, RegionBuilder into) {
    for (var i = 0; i < views.size(); i++) {
      into.store(views.get(i), indices, stored.get(i), site);
    }
  }

  static List<Value> appended(List<Value> values, Value last) {
    var longer = new ArrayList<>(values);
    longer.add(last);
    return longer;
  }

  void scan(Stmt.Scan scan, RegionBuilder into, Environment values) {
    var site = sites.of(scan.span());
    var dims = values.launchSizes(scan.arrays().getFirst().dims());
    var uppers = dims.stream().map(into::size).toList();
    var rank = uppers.size();
    var lowers = Collections.nCopies(rank, into.index(0));
    var views = views(scan.arrays(), dims, site, into, values);
    var body = into.child(Collections.nCopies(rank, ScalarType.I64));
    var inside = values.copy();
    for (var i = 0; i < rank; i++) {
      var dim = scan.arrays().getFirst().dims().get(i);
      inside.set(scan.indices().get(i), dim, body.parameters().get(i));
    }
    var elements = body.end(expressions.several().lower(scan.elements(), body, inside));
    var types = scan.elements().types();
    var combine = expressions.combinations().of(scan.combination(), types, into);
    var indices = Collections.nCopies(rank, ScalarType.I64);
    var sink = into.child(Stream.concat(indices.stream(), types.stream()).toList());
    var totals = sink.parameters().subList(rank, rank + types.size());
    store(views, sink.parameters().subList(0, rank), totals, site, sink);
    into.scan(combine, lowers, uppers, elements, sink.end(List.of()), site);
    set(scan.arrays(), views, values);
  }
}
