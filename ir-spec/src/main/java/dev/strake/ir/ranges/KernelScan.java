package dev.strake.ir.ranges;

import dev.strake.ir.Combine;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.launch.SizeBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One walk through a kernel in program order: gives values their forms, keeps the facts of every
/// point, and lists the accesses. All provers work on what it found.
final class KernelScan {
  /// So many ops are walked on trial; loops after that keep nothing.
  private static final int MAX_REHEARSED = 20_000;

  private final Kernel kernel;
  private final Atoms atoms = new Atoms();
  private final SizeForms sizes = new SizeForms(atoms);
  private final LinearProver prover = new LinearProver(atoms);
  private final ValueForms forms = new ValueForms(atoms, sizes, prover);
  private final List<Access> accesses = new ArrayList<>();
  private final Map<Integer, List<Scope>> locals = new HashMap<>();
  private final Set<Integer> nonEmpty = new HashSet<>();
  private final List<Scope> scopes = new ArrayList<>();
  private final Facts launched;

  /// Subscripts, and differences that are compared with zero: what loops may keep within bounds.
  private final List<AffineForm> seen = new ArrayList<>();

  private Facts facts;
  private int rehearsals;
  private int rehearsed;
  private int nextScope;

  private KernelScan(Kernel kernel) {
    this.kernel = kernel;
    launched = LaunchFacts.of(kernel, atoms, sizes, prover);
    facts = launched;
    for (var parameter : kernel.parameters()) {
      defineParameter(parameter);
    }
    walk(kernel.body());
  }

  static KernelScan of(Kernel kernel) {
    return new KernelScan(kernel);
  }

  Kernel kernel() {
    return kernel;
  }

  Atoms atoms() {
    return atoms;
  }

  SizeForms sizes() {
    return sizes;
  }

  LinearProver prover() {
    return prover;
  }

  /// Every load, store and scatter, in program order.
  List<Access> accesses() {
    return List.copyOf(accesses);
  }

  /// What holds for every launch.
  Facts launched() {
    return launched;
  }

  /// Whether a reduction that fails when empty never is.
  boolean isNonEmpty(Op.Reduce reduce) {
    return nonEmpty.contains(reduce.results().getFirst().id());
  }

  /// Whether every iteration of a loop has an array of its own under this name.
  boolean isPrivate(Value view, Scope.Loop loop) {
    return locals.getOrDefault(view.id(), List.of()).stream()
        .anyMatch(scope -> scope.id() == loop.id());
  }

  private void defineParameter(Parameter parameter) {
    if (parameter.value().type() == ScalarType.I64) {
      forms.set(parameter.value(), ValueForms.Form.of(atoms.symbol(parameter.name())));
    } else {
      forms.setOpaque(parameter.value());
    }
  }

  private void walk(Region region) {
    walk(region, 0);
  }

  /// Ops are numbered from `first` on.
  private void walk(Region region, int first) {
    for (var position = 0; position < region.ops().size(); position++) {
      visit(region.ops().get(position), first + position);
    }
  }

  private void visit(Op op, int position) {
    rehearsed += rehearsals > 0 ? 1 : 0;
    switch (op) {
      case Op.Load(_, var view, var indices, var site) -> access(op, view, indices, position, site);
      case Op.Store(var view, var indices, _, var site) ->
          access(op, view, indices, position, site);
      case Op.Local(var view, _) -> declare(view);
      case Op.Assert(var condition, _, _) -> learn(forms.conditions().whenTrue(condition));
      case Op.If branch -> branch(branch, position);
      case Op.While loop -> repeat(loop, position);
      case Op.For loop -> loop(loop, position);
      case Op.Reduce reduce -> reduce(reduce, position);
      case Op.Scan totals -> scan(totals, position);
      case Op.Scatter scatter -> scatter(scatter, position);
      case Op.Compare(_, _, var left, var right) -> compare(left, right);
      case Op.Scalar _, Op.Call _, Op.SizeOf _ -> {}
      case Op.CheckIndex _, Op.CheckNonEmpty _, Op.Print _ -> {}
    }
    facts = forms.define(op, facts);
  }

  private void learn(Fact fact) {
    facts = prover.learn(facts, fact);
  }

  private void access(Op op, Value view, List<Value> indices, int position, int site) {
    var found = new ArrayList<Access.Index>();
    for (var axis = 0; axis < indices.size(); axis++) {
      var form = forms.form(indices.get(axis));
      var range = range(view, axis, form, site);
      see(form.exact(), AffineForm.ZERO);
      see(sizes.form(view.view().dims().get(axis)).plus(-1), form.exact());
      found.add(new Access.Index(form, range));
      if (!range.equals(Range.PROVED)) {
        var extent = sizes.form(view.view().dims().get(axis));
        facts = facts.and(Fact.within(form.exact(), extent));
      }
    }
    accesses.add(new Access(op, view, found, facts, scopes, position, site));
  }

  private void compare(Value left, Value right) {
    if (ValueForms.isInteger(left)) {
      see(forms.exact(left), forms.exact(right));
      see(forms.exact(right), forms.exact(left));
    }
  }

  private void see(AffineForm left, AffineForm right) {
    try {
      seen.add(left.minus(right));
    } catch (ArithmeticException _) {
      // Too large to write down: no loop keeps it within bounds.
      return;
    }
  }

  private Range range(Value view, int axis, ValueForms.Form index, int site) {
    var dim = view.view().dims().get(axis);
    var extent = sizes.form(dim);
    if (prover.provesWithin(facts, index.congruent(), extent)
        || prover.provesWithin(facts, index.exact(), extent)) {
      return Range.PROVED;
    }
    var corners = LaunchCorners.of(index.congruent(), scopes, atoms, sizes);
    return corners
        .<Range>map(found -> new Range.AtLaunch(found.check(nameOf(view), axis, dim, site)))
        .orElse(Range.PER_ELEMENT);
  }

  private String nameOf(Value view) {
    return kernel.parameters().stream()
        .filter(parameter -> parameter.value().equals(view))
        .map(Parameter::name)
        .findFirst()
        .orElse(view.toString());
  }

  private void declare(Value local) {
    locals.put(local.id(), List.copyOf(scopes));
    for (var dim : local.view().dims()) {
      var extent = sizes.form(dim);
      facts = facts.and(Fact.within(extent, AffineForm.of(SizeBinding.MAX_EXTENT + 1)));
    }
  }

  private void branch(Op.If branch, int position) {
    var outside = facts;
    var id = nextScope++;
    scopes.addLast(new Scope.Arm(id, position, 0, branch.condition()));
    learn(forms.conditions().whenTrue(branch.condition()));
    walk(branch.whenTrue());
    scopes.removeLast();
    facts = outside;
    scopes.addLast(new Scope.Arm(id, position, 1, branch.condition()));
    learn(forms.conditions().whenFalse(branch.condition()));
    walk(branch.whenFalse());
    scopes.removeLast();
    facts = outside;
  }

  /// The body sees what its condition has established about the same carried values.
  private void repeat(Op.While loop, int position) {
    var outside = facts;
    var inCondition = loop.condition().parameters();
    scopes.addLast(new Scope.Repeat(nextScope++, position));
    inCondition.forEach(forms::setOpaque);
    loop.results().forEach(forms::setOpaque);
    var carried = carried(inCondition, loop.initial(), loop.results());
    var values = new CarriedValues(carried, Optional.empty());
    var next = integers(loop.body().results());
    var known = invariants(values, next, outside, () -> walk(loop));
    assume(known);
    walk(loop);
    scopes.removeLast();
    facts = outside;
    known.forEach(claim -> learn(Fact.atLeastZero(claim).substitute(values::atExit)));
    var last = forms.conditions().whenFalse(loop.condition().results().getFirst());
    learn(last.substitute(values::atExit));
  }

  private void walk(Op.While loop) {
    walk(loop.condition());
    learn(forms.conditions().whenTrue(loop.condition().results().getFirst()));
    var inBody = loop.body().parameters();
    for (var k = 0; k < inBody.size(); k++) {
      if (ValueForms.isInteger(inBody.get(k))) {
        forms.set(inBody.get(k), forms.form(loop.condition().parameters().get(k)));
      }
    }
    walk(loop.body());
  }

  private void loop(Op.For loop, int position) {
    var outside = facts;
    enter(loop.kind(), loop.index(), loop.lower(), loop.upper(), position, loop.site());
    var parameters = loop.body().parameters();
    var inBody = parameters.subList(1, parameters.size());
    inBody.forEach(forms::setOpaque);
    loop.results().forEach(forms::setOpaque);
    var lower = forms.exact(loop.lower());
    var end = atoms.maximum(lower, forms.exact(loop.upper()));
    var index = new CarriedValues.Index(forms.exact(loop.index()), lower, end);
    var carried = carried(inBody, loop.initial(), loop.results());
    var values = new CarriedValues(carried, Optional.of(index));
    var next = integers(loop.body().results());
    var known = invariants(values, next, outside, () -> walk(loop.body()));
    assume(known);
    walk(loop.body());
    scopes.removeLast();
    facts = outside;
    known.forEach(claim -> learn(Fact.atLeastZero(claim).substitute(values::atExit)));
  }

  private List<CarriedValues.Carried> carried(
      List<Value> inLoop, List<Value> initial, List<Value> results) {
    var carried = new ArrayList<CarriedValues.Carried>();
    for (var k = 0; k < inLoop.size(); k++) {
      if (ValueForms.isInteger(inLoop.get(k))) {
        carried.add(
            new CarriedValues.Carried(
                forms.exact(inLoop.get(k)),
                forms.exact(initial.get(k)),
                forms.exact(results.get(k))));
      }
    }
    return carried;
  }

  private static List<Value> integers(List<Value> values) {
    return values.stream().filter(ValueForms::isInteger).toList();
  }

  private void assume(List<AffineForm> claims) {
    claims.forEach(claim -> learn(Fact.atLeastZero(claim)));
  }

  private List<AffineForm> invariants(
      CarriedValues values, List<Value> next, Facts before, Runnable body) {
    if (values.isEmpty() || rehearsed > MAX_REHEARSED || prover.isExhausted()) {
      return List.of();
    }
    return new LoopInvariants(prover, values)
        .find(
            before,
            atoms.count(),
            (claims, look) -> {
              var here = facts;
              var firstSeen = seen.size();
              assume(claims);
              rehearse(
                  () -> {
                    body.run();
                    var found = List.copyOf(seen.subList(firstSeen, seen.size()));
                    var forward = next.stream().map(forms::form).toList();
                    look.accept(new LoopInvariants.End(facts, forward, found));
                  });
              facts = here;
            });
  }

  /// Walks on trial: whatever is found on the way is forgotten, but for what it was about.
  private void rehearse(Runnable walk) {
    var count = atoms.count();
    var known = forms.snapshot();
    var found = accesses.size();
    var reductions = Set.copyOf(nonEmpty);
    rehearsals++;
    walk.run();
    rehearsals--;
    atoms.truncate(count);
    forms.restore(known);
    accesses.subList(found, accesses.size()).clear();
    nonEmpty.retainAll(reductions);
  }

  private void reduce(Op.Reduce reduce, int position) {
    var outside = facts;
    if (reduce.combine().failsWhenEmpty() && isNonEmpty(reduce.lowers(), reduce.uppers())) {
      nonEmpty.add(reduce.results().getFirst().id());
    }
    enter(reduce.lowers(), reduce.uppers(), reduce.body(), position, reduce.site());
    walk(reduce.body());
    combine(reduce.combine());
    reduce.lowers().forEach(_ -> scopes.removeLast());
    facts = outside;
  }

  /// The sink runs in the iterations of the body, after it.
  private void scan(Op.Scan totals, int position) {
    var outside = facts;
    enter(totals.lowers(), totals.uppers(), totals.body(), position, totals.site());
    walk(totals.body());
    combine(totals.combine());
    var rank = totals.lowers().size();
    var inSink = totals.sink().parameters();
    for (var axis = 0; axis < rank; axis++) {
      forms.set(inSink.get(axis), forms.form(totals.body().parameters().get(axis)));
    }
    inSink.subList(rank, inSink.size()).forEach(forms::setOpaque);
    walk(totals.sink(), totals.body().ops().size());
    totals.lowers().forEach(_ -> scopes.removeLast());
    facts = outside;
  }

  private void combine(Combine combine) {
    for (var region : combine.regions()) {
      region.parameters().forEach(forms::setOpaque);
      walk(region);
    }
  }

  private void scatter(Op.Scatter scatter, int position) {
    var outside = facts;
    enter(scatter.lowers(), scatter.uppers(), scatter.body(), position, scatter.site());
    walk(scatter.body());
    var target = scatter.target();
    var indices = new ArrayList<Access.Index>();
    for (var axis = 0; axis < target.view().rank(); axis++) {
      var extent = sizes.form(target.view().dims().get(axis));
      var form = updated(scatter.outside(), scatter.body().results().get(axis), extent);
      facts = facts.and(Fact.within(form.exact(), extent));
      indices.add(new Access.Index(form, Range.PROVED));
    }
    var last = scatter.body().ops().size();
    accesses.add(new Access(scatter, target, indices, facts, scopes, last, scatter.site()));
    scatter.lowers().forEach(_ -> scopes.removeLast());
    facts = outside;
  }

  /// The form of the index that an update goes to. One that the scatter takes as it is, or not at
  /// all, keeps its own; one that it moves inside may be anything there.
  private ValueForms.Form updated(OutOfBounds outside, Value index, AffineForm extent) {
    var form = forms.form(index);
    return switch (outside) {
      case ERROR, DROP -> form;
      case CLAMP, WRAP ->
          prover.provesWithin(facts, form.exact(), extent)
              ? form
              : ValueForms.Form.of(atoms.opaque(unknown(), Interval.I64));
    };
  }

  /// A value that no op defines, different from all others.
  private Value unknown() {
    return new Value(-1 - nextScope++, ScalarType.I64);
  }

  private boolean isNonEmpty(List<Value> lowers, List<Value> uppers) {
    for (var axis = 0; axis < lowers.size(); axis++) {
      if (!isLess(lowers.get(axis), uppers.get(axis))) {
        return false;
      }
    }
    return true;
  }

  /// Goes into the loops over the binders of `body`, its first parameters, one in the other.
  private void enter(List<Value> lowers, List<Value> uppers, Region body, int position, int site) {
    for (var axis = 0; axis < lowers.size(); axis++) {
      var binder = body.parameters().get(axis);
      enter(LoopKind.SEQ, binder, lowers.get(axis), uppers.get(axis), position, site);
    }
  }

  private boolean isLess(Value lower, Value upper) {
    try {
      var trips = forms.exact(upper).minus(forms.exact(lower));
      return prover.proves(facts, trips.plus(-1));
    } catch (ArithmeticException _) {
      return false;
    }
  }

  private void enter(LoopKind kind, Value index, Value lower, Value upper, int position, int site) {
    var from = forms.form(lower);
    var to = forms.form(upper);
    var atom = forms.setOpaque(index, indexBounds(from.exact(), to.exact()));
    var inside = facts.and(Fact.atMost(from.exact(), atom)).and(Fact.less(atom, to.exact()));
    var number = atom.atomAt(0);
    scopes.addLast(
        new Scope.Loop(nextScope++, position, kind, index, from, to, number, facts, site));
    facts = inside;
  }

  private Interval indexBounds(AffineForm lower, AffineForm upper) {
    var low = atoms.interval(lower).map(Interval::low).orElse(Long.MIN_VALUE);
    var high = atoms.interval(upper).map(Interval::high).orElse(Long.MAX_VALUE);
    return Interval.I64.atLeast(low).atMost(high == Long.MIN_VALUE ? high : high - 1);
  }
}
