package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.Size;
import dev.strake.ir.launch.SizeBinding;
import java.util.List;

/// What every launch has checked before a kernel runs: extents are 0 to 2^48, `where` conditions
/// hold. Both are evaluated without overflow, so they are facts about exact forms.
final class LaunchFacts {
  /// Bounds of one symbol give bounds of the next; longer chains are left to the prover.
  private static final int ROUNDS = 3;

  private final Atoms atoms;
  private final SizeForms sizes;
  private final LinearProver prover;
  private Facts facts = Facts.NONE;

  private LaunchFacts(Atoms atoms, SizeForms sizes, LinearProver prover) {
    this.atoms = atoms;
    this.sizes = sizes;
    this.prover = prover;
  }

  /// The facts; the symbols' intervals in `atoms` are narrowed by them.
  static Facts of(Kernel kernel, Atoms atoms, SizeForms sizes, LinearProver prover) {
    var found = new LaunchFacts(atoms, sizes, prover);
    var dims =
        kernel.parameters().stream()
            .filter(Parameter::isView)
            .flatMap(parameter -> parameter.value().view().dims().stream())
            .distinct()
            .toList();
    found.addSymbols(dims);
    found.addExtents(dims);
    for (var condition : kernel.where()) {
      var left = sizes.form(condition.left());
      var right = sizes.form(condition.right());
      found.facts = prover.learn(found.facts, Conditions.compared(condition.op(), left, right));
    }
    found.narrowSymbols();
    return found.facts;
  }

  private void addSymbols(List<Size> dims) {
    for (var dim : dims) {
      if (dim instanceof Size.Symbol(var name)) {
        atoms.narrow(atoms.symbol(name).atomAt(0), new Interval(0, SizeBinding.MAX_EXTENT));
      }
    }
  }

  private void addExtents(List<Size> dims) {
    for (var dim : dims) {
      if (dim instanceof Size.Combined) {
        var bound = AffineForm.of(SizeBinding.MAX_EXTENT + 1);
        facts = facts.and(Fact.within(sizes.form(dim), bound));
      }
    }
  }

  private void narrowSymbols() {
    for (var round = 0; round < ROUNDS; round++) {
      for (var fact : facts.toList()) {
        switch (fact) {
          case Fact.AtLeastZero(var form) -> narrow(form);
          case Fact.Zero(var form) -> {
            narrow(form);
            narrow(form.negated());
          }
          case Fact.All _, Fact.Any _ -> {}
        }
      }
    }
  }

  /// Uses `form >= 0`: each symbol is bounded by what the rest can be at most.
  private void narrow(AffineForm form) {
    for (var term = 0; term < form.terms(); term++) {
      var atom = form.atomAt(term);
      if (atoms.kind(atom) instanceof Atom.Symbol) {
        narrow(atom, form.coefficientAt(term), form);
      }
    }
  }

  private void narrow(int atom, long coefficient, AffineForm form) {
    var rest = atoms.interval(form.minus(AffineForm.atom(atom).times(coefficient)));
    var known = atoms.interval(atom);
    if (rest.isEmpty() || known.isEmpty() || rest.get().high() == Long.MIN_VALUE) {
      return;
    }
    var most = rest.get().high();
    var bound =
        coefficient > 0
            ? known.get().atLeast(Math.ceilDiv(-most, coefficient))
            : known.get().atMost(Math.floorDiv(most, -coefficient));
    atoms.narrow(atom, bound);
  }
}
