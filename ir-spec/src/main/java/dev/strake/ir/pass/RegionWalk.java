package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;

/// Builds a kernel anew, one op after the other: [Rule] says what stands in the place of each.
///
/// ```java
/// private final RegionWalk walk = new RegionWalk(ids, this::place);
///
/// private void place(Op op, RegionBuilder at) {
///   if (walk.inside(op) instanceof Op.Scan scan) { lower(scan, at); } else { .. }
/// }
/// ```
///
/// A rule that calls [#inside] first sees inner ops before outer ones, one that calls it last the
/// other way round.
public final class RegionWalk {
  /// Appends what stands in the place of an op.
  @FunctionalInterface
  public interface Rule {
    void place(Op op, RegionBuilder at);
  }

  private final Ids ids;
  private final Substitution substitution;
  private final Rule rule;
  private final OpMapping mapping;

  /// A walk for a rule that replaces no values. Fresh values come from `ids`.
  public RegionWalk(Ids ids, Rule rule) {
    this(ids, new Substitution(), rule);
  }

  /// A walk that reads what `substitution` holds by then for the results of regions and the
  /// operands of ops.
  public RegionWalk(Ids ids, Substitution substitution, Rule rule) {
    this.ids = ids;
    this.substitution = substitution;
    this.rule = rule;
    this.mapping = new OpMapping(value -> value, substitution::of, this::region);
  }

  /// The kernel with its body built anew.
  public Kernel kernel(Kernel kernel) {
    return kernel.withBody(region(kernel.body()));
  }

  /// The same parameters, all ops placed by the rule.
  public Region region(Region region) {
    var at = RegionBuilder.of(ids, region.parameters());
    region.ops().forEach(op -> rule.place(op, at));
    return at.end(substitution.of(region.results()));
  }

  /// The op itself, its regions built anew.
  public Op inside(Op op) {
    return mapping.apply(op);
  }
}
