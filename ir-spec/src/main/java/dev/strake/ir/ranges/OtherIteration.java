package dev.strake.ir.ranges;

import dev.strake.ir.diag.CompilerError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rewrites what is known in one iteration of a loop into what is known in another: values computed
/// in the loop get names of their own, values from outside stay.
final class OtherIteration {
  private final Atoms atoms;
  private final Scope.Loop loop;
  private final Map<Integer, AffineForm> renamed = new HashMap<>();
  private final Map<Facts, List<Fact>> facts = new HashMap<>();

  OtherIteration(Atoms atoms, Scope.Loop loop) {
    this.atoms = atoms;
    this.loop = loop;
  }

  /// @throws ArithmeticException if it is too large to write down
  AffineForm form(AffineForm form) {
    return form.substitute(this::atom);
  }

  /// What is known at a point within the loop, apart from what is known before it.
  List<Fact> factsWithin(Facts point) {
    return facts.computeIfAbsent(
        point,
        _ ->
            point.since(loop.outside()).stream().map(fact -> fact.substitute(this::atom)).toList());
  }

  private AffineForm atom(int atom) {
    if (!renamed.containsKey(atom)) {
      renamed.put(atom, rename(atom));
    }
    return renamed.get(atom);
  }

  private AffineForm rename(int atom) {
    return switch (atoms.kind(atom)) {
      case Atom.Symbol _, Atom.Residual _ -> AffineForm.atom(atom);
      // Atoms are numbered as they appear, the index of a loop before everything computed in it.
      case Atom.Opaque _ -> atom < loop.atom() ? AffineForm.atom(atom) : copy(atom);
      case Atom.Quotient(var dividend, var divisor) ->
          atoms.quotient(form(dividend), form(divisor));
      case Atom.Minimum(var left, var right) -> atoms.minimum(form(left), form(right));
      case Atom.Maximum(var left, var right) -> atoms.maximum(form(left), form(right));
      case Atom.Product(var factors) -> {
        var product = AffineForm.of(1);
        for (var factor : factors) {
          product = atoms.product(product, atom(factor));
        }
        yield product;
      }
      case Atom.Copy _ -> throw CompilerError.bug("ranges", "a fact about two iterations");
    };
  }

  private AffineForm copy(int atom) {
    var copy = atoms.copy(atom, loop.id());
    renamed.put(atom, AffineForm.atom(copy));
    if (atoms.axioms(copy).isEmpty()) {
      atoms.axioms(atom).forEach(axiom -> atoms.addAxiom(copy, axiom.substitute(this::atom)));
    }
    return AffineForm.atom(copy);
  }
}
