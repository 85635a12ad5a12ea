package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The integers that a loop carries from iteration to iteration, and the index it counts by.
///
/// Claims about them are forms that are never negative, over the atoms of the carried values, the
/// index, and what is computed outside the loop.
final class CarriedValues {
  /// So many claims are tried for one loop.
  private static final int MAX_GUESSES = 32;

  private final List<Carried> carried;
  private final Optional<Index> index;

  /// One value: its atom in the loop, what it is before the loop, and what it is after it.
  record Carried(AffineForm atom, AffineForm initial, AffineForm result) {}

  /// The index of a loop that has one.
  record Index(AffineForm atom, AffineForm lower, AffineForm end) {}

  CarriedValues(List<Carried> carried, Optional<Index> index) {
    this.carried = List.copyOf(carried);
    this.index = index;
  }

  boolean isEmpty() {
    return carried.isEmpty();
  }

  /// The values in the loop.
  List<AffineForm> atoms() {
    return carried.stream().map(Carried::atom).toList();
  }

  /// What may hold of any loop: values that only grow or shrink, by one at most.
  List<AffineForm> guesses() {
    var guesses = new ArrayList<AffineForm>();
    for (var value : carried) {
      addGuess(guesses, () -> value.atom().minus(value.initial()));
      addGuess(guesses, () -> value.initial().minus(value.atom()));
      addGuess(guesses, value::atom);
      addSteps(guesses, value, 1);
      addSteps(guesses, value, -1);
    }
    return guesses;
  }

  /// What the body suggests: `steps` are by what numbers the values grow, where that is known,
  /// `seen` are subscripts and differences that it compares with zero. Atoms from `firstInside` on
  /// are known inside the loop only.
  List<AffineForm> guesses(List<Optional<Long>> steps, List<AffineForm> seen, int firstInside) {
    var guesses = new ArrayList<AffineForm>();
    var largest = 1L;
    for (var k = 0; k < carried.size(); k++) {
      var value = carried.get(k);
      steps.get(k).ifPresent(step -> addSteps(guesses, value, step));
      largest = Math.max(largest, Math.abs(steps.get(k).orElse(0L)));
    }
    var slack = largest - 1;
    for (var form : seen) {
      if (isAboutCarried(form) && isKnownOutside(form, firstInside)) {
        addGuess(guesses, () -> form);
        addGuess(guesses, () -> form.plus(1));
        addGuess(guesses, () -> form.plus(slack));
      }
    }
    return guesses;
  }

  /// `initial + step * (index - lower)` as a bound from above and from below.
  private void addSteps(List<AffineForm> guesses, Carried value, long step) {
    index.ifPresent(
        count -> {
          addGuess(guesses, () -> line(value, count, step).minus(value.atom()));
          addGuess(guesses, () -> value.atom().minus(line(value, count, step)));
        });
  }

  private static AffineForm line(Carried value, Index count, long step) {
    return value.initial().plus(count.atom().minus(count.lower()).times(step));
  }

  private interface Guess {
    AffineForm form();
  }

  private static void addGuess(List<AffineForm> guesses, Guess guess) {
    try {
      var form = guess.form();
      if (!form.isConstant() && guesses.size() < MAX_GUESSES && !guesses.contains(form)) {
        guesses.add(form);
      }
    } catch (ArithmeticException _) {
      // Too large to write down: nothing is guessed.
      return;
    }
  }

  private boolean isAboutCarried(AffineForm form) {
    return carried.stream().anyMatch(value -> form.coefficient(value.atom().atomAt(0)) != 0);
  }

  private static boolean isKnownOutside(AffineForm form, int firstInside) {
    for (var term = 0; term < form.terms(); term++) {
      if (form.atomAt(term) >= firstInside) {
        return false;
      }
    }
    return true;
  }

  /// A claim about the values before the loop.
  AffineForm atEntry(AffineForm claim) {
    var replaced = new HashMap<Integer, AffineForm>();
    carried.forEach(value -> replaced.put(value.atom().atomAt(0), value.initial()));
    index.ifPresent(count -> replaced.put(count.atom().atomAt(0), count.lower()));
    return substitute(claim, replaced);
  }

  /// A claim about the values that an iteration hands to the next.
  AffineForm afterStep(AffineForm claim, List<AffineForm> next) {
    var replaced = new HashMap<Integer, AffineForm>();
    for (var k = 0; k < carried.size(); k++) {
      replaced.put(carried.get(k).atom().atomAt(0), next.get(k));
    }
    index.ifPresent(count -> replaced.put(count.atom().atomAt(0), count.atom().plus(1)));
    return substitute(claim, replaced);
  }

  /// What replaces the loop's atoms in a claim about the values after the loop.
  AffineForm atExit(int atom) {
    for (var value : carried) {
      if (value.atom().atomAt(0) == atom) {
        return value.result();
      }
    }
    return index
        .filter(count -> count.atom().atomAt(0) == atom)
        .map(Index::end)
        .orElse(AffineForm.atom(atom));
  }

  private static AffineForm substitute(AffineForm claim, Map<Integer, AffineForm> replaced) {
    return claim.substitute(atom -> replaced.getOrDefault(atom, AffineForm.atom(atom)));
  }
}
