package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What reductions, scans and scatters run: the bounds of their indices, all computed before, and
/// the region in which `inside` knows the indices.
record IndexedRegion(
    List<Value> lowers, List<Value> uppers, RegionBuilder body, Environment inside) {
  static IndexedRegion open(
      List<Typed.Binder> binders,
      ExpressionLowering expressions,
      RegionBuilder into,
      Environment values) {
    var lowers = new ArrayList<Value>();
    var uppers = new ArrayList<Value>();
    for (var binder : binders) {
      lowers.add(expressions.lower(binder.lower(), into, values));
      uppers.add(expressions.lower(binder.upper(), into, values));
    }
    var body = into.child(Collections.nCopies(binders.size(), ScalarType.I64));
    var inside = values.copy();
    for (var i = 0; i < binders.size(); i++) {
      inside.set(binders.get(i), body.parameters().get(i));
    }
    return new IndexedRegion(lowers, uppers, body, inside);
  }
}
