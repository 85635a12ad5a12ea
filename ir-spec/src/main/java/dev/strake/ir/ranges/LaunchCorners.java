package dev.strake.ir.ranges;

import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lowest and the highest value an index takes, as sizes that a launch can compute.
///
/// They exist where the access stands under loops alone, all with bounds known at launch, and the
/// index is affine in their indices, with coefficients that are constants or products of sizes. The
/// index runs over a box then, so both values are attained whenever no loop is empty.
final class LaunchCorners {
  private final List<Scope.Loop> loops;
  private final Atoms atoms;
  private final SizeForms sizes;
  private final Map<Integer, Integer> signs = new HashMap<>();
  private AffineForm lowest;
  private AffineForm highest;

  private LaunchCorners(AffineForm index, List<Scope.Loop> loops, Atoms atoms, SizeForms sizes) {
    this.loops = loops;
    this.atoms = atoms;
    this.sizes = sizes;
    lowest = AffineForm.of(index.constant());
    highest = lowest;
  }

  /// The corners of an index in the given scopes, if it has any.
  static Optional<LaunchCorners> of(
      AffineForm index, List<Scope> scopes, Atoms atoms, SizeForms sizes) {
    var loops = new ArrayList<Scope.Loop>();
    for (var scope : scopes) {
      if (!(scope instanceof Scope.Loop loop)
          || !atoms.isSize(loop.lower().congruent())
          || !atoms.isSize(loop.upper().congruent())) {
        return Optional.empty();
      }
      loops.add(loop);
    }
    var corners = new LaunchCorners(index, loops, atoms, sizes);
    try {
      for (var term = 0; term < index.terms(); term++) {
        if (!corners.add(index.atomAt(term), index.coefficientAt(term))) {
          return Optional.empty();
        }
      }
      return Optional.of(corners);
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  LaunchCheck check(String view, int axis, Size extent, int site) {
    var spans =
        loops.stream()
            .map(loop -> new LaunchCheck.Span(size(loop.lower()), size(loop.upper())))
            .toList();
    return new LaunchCheck(view, axis, size(lowest), size(highest), extent, spans, site);
  }

  private Size size(ValueForms.Form bound) {
    return size(bound.congruent());
  }

  private Size size(AffineForm form) {
    return sizes.size(form).orElseThrow();
  }

  /// Adds `coefficient * atom` to both corners; false where that term has no corner.
  private boolean add(int atom, long coefficient) {
    if (atoms.isSize(atom)) {
      var term = AffineForm.atom(atom).times(coefficient);
      lowest = lowest.plus(term);
      highest = highest.plus(term);
      return true;
    }
    var scale = AffineForm.of(coefficient);
    var indices = new ArrayList<Integer>();
    for (var factor : atoms.factors(atom)) {
      if (!atoms.isSize(factor)) {
        indices.add(factor);
      } else if (atoms.isNeverNegative(factor)) {
        scale = atoms.product(scale, AffineForm.atom(factor));
      } else {
        return false;
      }
    }
    return indices.size() == 1 && addIndex(indices.getFirst(), coefficient, scale);
  }

  /// A loop index must grow or shrink the whole sum, or its own ends are not the sum's.
  private boolean addIndex(int index, long coefficient, AffineForm scale) {
    var sign = Long.signum(coefficient);
    var loop = loops.stream().filter(candidate -> candidate.atom() == index).findFirst();
    if (loop.isEmpty() || signs.getOrDefault(index, sign) != sign) {
      return false;
    }
    signs.put(index, sign);
    var first = loop.get().lower().congruent();
    var last = loop.get().upper().congruent().plus(-1);
    lowest = lowest.plus(atoms.product(scale, sign > 0 ? first : last));
    highest = highest.plus(atoms.product(scale, sign > 0 ? last : first));
    return true;
  }
}
