package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// Shows that linear constraints have no common solution in the integers: equations by substitution
/// and divisibility, inequalities by Fourier-Motzkin elimination (Schrijver, Theory of Linear and
/// Integer Programming, 12.2), every row divided by the common divisor of its coefficients with the
/// constant rounded down.
///
/// It says "contradictory" only with a proof. Dropping a row is always safe, so rows that overflow
/// are dropped, and a system that grows beyond [#MAX_ROWS] is given up.
final class Elimination {
  private static final int MAX_ROWS = 160;

  /// No row holds a larger coefficient, so that signs can be flipped without a thought.
  private static final long MAX_COEFFICIENT = 1L << 61;

  /// A row holds one coefficient per column and the constant last.
  private final int columns;

  private List<long[]> equations = new ArrayList<>();
  private List<long[]> inequalities = new ArrayList<>();
  private boolean contradictory;
  private long work;

  private Elimination(int columns) {
    this.columns = columns;
  }

  /// A system of constraints; facts that are neither inequality nor equation are left out.
  static Elimination of(List<Fact> constraints) {
    var columnOf = new HashMap<Integer, Integer>();
    for (var constraint : constraints) {
      switch (constraint) {
        case Fact.AtLeastZero(var form) -> number(form, columnOf);
        case Fact.Zero(var form) -> number(form, columnOf);
        case Fact.All _, Fact.Any _ -> {}
      }
    }
    var system = new Elimination(columnOf.size());
    for (var constraint : constraints) {
      switch (constraint) {
        case Fact.AtLeastZero(var form) when isTame(form) ->
            system.addInequality(system.row(form, columnOf));
        case Fact.Zero(var form) when isTame(form) ->
            system.equations.add(system.row(form, columnOf));
        case Fact.AtLeastZero _, Fact.Zero _, Fact.All _, Fact.Any _ -> {}
      }
    }
    return system;
  }

  private static boolean isTame(AffineForm form) {
    for (var term = 0; term < form.terms(); term++) {
      if (!isTame(form.coefficientAt(term))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTame(long coefficient) {
    return -MAX_COEFFICIENT <= coefficient && coefficient <= MAX_COEFFICIENT;
  }

  private static void number(AffineForm form, HashMap<Integer, Integer> columnOf) {
    for (var term = 0; term < form.terms(); term++) {
      columnOf.putIfAbsent(form.atomAt(term), columnOf.size());
    }
  }

  private long[] row(AffineForm form, HashMap<Integer, Integer> columnOf) {
    var row = new long[columns + 1];
    for (var term = 0; term < form.terms(); term++) {
      row[columnOf.get(form.atomAt(term))] = form.coefficientAt(term);
    }
    row[columns] = form.constant();
    return row;
  }

  /// Whether the system provably has no integer solution. Can be asked once.
  boolean isContradictory() {
    while (!contradictory && !equations.isEmpty()) {
      solve(equations.removeLast());
    }
    var column = cheapestColumn();
    while (!contradictory && column >= 0) {
      eliminate(column);
      column = cheapestColumn();
    }
    return contradictory;
  }

  /// How many rows were made, as a measure of time spent.
  long work() {
    return work;
  }

  /// Uses up an equation: by substitution where a coefficient is 1 or -1, otherwise as two
  /// inequalities.
  private void solve(long[] equation) {
    var divisor = commonDivisor(equation);
    if (divisor == 0 || equation[columns] % divisor != 0) {
      contradictory = equation[columns] != 0;
      return;
    }
    for (var column = 0; column <= columns; column++) {
      equation[column] /= divisor;
    }
    for (var column = 0; column < columns; column++) {
      if (Math.abs(equation[column]) == 1) {
        substitute(column, equation);
        return;
      }
    }
    addInequality(equation);
    combine(equation, -1, new long[columns + 1], 0);
  }

  private void substitute(int column, long[] equation) {
    var oldEquations = equations;
    var oldInequalities = inequalities;
    equations = new ArrayList<>();
    inequalities = new ArrayList<>();
    for (var row : oldEquations) {
      if (row[column] == 0) {
        equations.add(row);
      } else {
        try {
          equations.add(combination(row, 1, equation, -row[column] * equation[column]));
        } catch (ArithmeticException _) {
          // A lost equation only makes the system weaker.
          work++;
        }
      }
    }
    for (var row : oldInequalities) {
      if (row[column] == 0) {
        addInequality(row);
      } else {
        combine(row, 1, equation, -row[column] * equation[column]);
      }
    }
  }

  /// The column whose elimination makes the fewest rows, or -1 where none is left or even that
  /// would make too many.
  private int cheapestColumn() {
    var best = -1;
    var bestGrowth = Long.MAX_VALUE;
    for (var column = 0; column < columns; column++) {
      var lower = 0L;
      var upper = 0L;
      for (var row : inequalities) {
        lower += row[column] > 0 ? 1 : 0;
        upper += row[column] < 0 ? 1 : 0;
      }
      var growth = lower * upper - lower - upper;
      if (lower + upper > 0 && growth < bestGrowth) {
        best = column;
        bestGrowth = growth;
      }
    }
    return bestGrowth > MAX_ROWS ? -1 : best;
  }

  private void eliminate(int column) {
    var rows = inequalities;
    inequalities = new ArrayList<>();
    for (var row : rows) {
      if (row[column] == 0) {
        addInequality(row);
      }
    }
    for (var lower : rows) {
      for (var upper : rows) {
        if (lower[column] > 0 && upper[column] < 0 && !contradictory) {
          combine(lower, -upper[column], upper, lower[column]);
        }
      }
    }
  }

  private void combine(long[] a, long factorA, long[] b, long factorB) {
    try {
      addInequality(combination(a, factorA, b, factorB));
    } catch (ArithmeticException _) {
      // A lost inequality only makes the system weaker.
      work++;
    }
  }

  private long[] combination(long[] a, long factorA, long[] b, long factorB) {
    var sum = new long[columns + 1];
    for (var column = 0; column <= columns; column++) {
      sum[column] =
          Math.addExact(
              Math.multiplyExact(factorA, a[column]), Math.multiplyExact(factorB, b[column]));
      if (column < columns && !isTame(sum[column])) {
        throw new ArithmeticException("coefficient " + sum[column]);
      }
    }
    return sum;
  }

  /// Adds a row in lowest terms; of two rows that differ in the constant only, the stronger stays.
  private void addInequality(long[] row) {
    work++;
    var divisor = commonDivisor(row);
    if (divisor == 0) {
      contradictory |= row[columns] < 0;
      return;
    }
    if (divisor > 1) {
      for (var column = 0; column < columns; column++) {
        row[column] /= divisor;
      }
      row[columns] = Math.floorDiv(row[columns], divisor);
    }
    for (var known : inequalities) {
      if (Arrays.equals(known, 0, columns, row, 0, columns)) {
        known[columns] = Math.min(known[columns], row[columns]);
        return;
      }
    }
    inequalities.add(row);
  }

  /// The greatest common divisor of the coefficients, 0 where all are zero.
  private long commonDivisor(long[] row) {
    var divisor = 0L;
    for (var column = 0; column < columns; column++) {
      var remainder = row[column];
      while (remainder != 0) {
        var next = divisor % remainder;
        divisor = remainder;
        remainder = next;
      }
    }
    return Math.abs(divisor);
  }
}
