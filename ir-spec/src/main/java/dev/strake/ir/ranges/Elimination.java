package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows that linear constraints have no common solution in the integers: equations by substitution
/// and divisibility, inequalities by Fourier-Motzkin elimination (Schrijver, Theory of Linear and
/// Integer Programming, 12.2), every row divided by the common divisor of its coefficients with the
/// constant rounded down. Rows made of too many original ones are redundant (Kohler's rule) and
/// left out.
///
/// It says "contradictory" only with a proof. Dropping a row is always safe, so rows that overflow
/// are dropped, and a system that grows too fast is given up.
final class Elimination {
  /// As many original inequalities as a `long` has bits; others are dropped.
  private static final int MAX_ORIGINALS = 64;

  /// A column whose elimination adds more rows than this is not eliminated.
  private static final int MAX_GROWTH = 48;

  private final int columns;
  private List<Row> equations = new ArrayList<>();
  private List<Row> inequalities = new ArrayList<>();
  private int originals;
  private int eliminated;
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
      try {
        switch (constraint) {
          case Fact.AtLeastZero(var form) -> system.addOriginal(Row.of(form, columnOf));
          case Fact.Zero(var form) -> system.equations.add(Row.of(form, columnOf));
          case Fact.All _, Fact.Any _ -> {}
        }
      } catch (ArithmeticException _) {
        // A lost constraint only makes the system weaker.
        system.work++;
      }
    }
    return system;
  }

  private static void number(AffineForm form, Map<Integer, Integer> columnOf) {
    for (var term = 0; term < form.terms(); term++) {
      columnOf.putIfAbsent(form.atomAt(term), columnOf.size());
    }
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

  private void addOriginal(Row row) {
    if (originals < MAX_ORIGINALS) {
      add(row.withSources(1L << originals));
      originals++;
    }
  }

  /// Uses up an equation: by substitution where a coefficient is 1 or -1, otherwise as two
  /// inequalities.
  private void solve(Row equation) {
    var divisor = equation.commonDivisor();
    if (divisor == 0 || equation.constant() % divisor != 0) {
      contradictory |= equation.constant() != 0;
      return;
    }
    var reduced = equation.dividedBy(divisor);
    for (var column = 0; column < columns; column++) {
      if (Math.abs(reduced.get(column)) == 1) {
        substitute(column, reduced);
        return;
      }
    }
    addOriginal(reduced);
    addOriginal(reduced.negated());
  }

  private void substitute(int column, Row equation) {
    var oldEquations = equations;
    var oldInequalities = inequalities;
    equations = new ArrayList<>();
    inequalities = new ArrayList<>();
    for (var row : oldEquations) {
      try {
        equations.add(row.without(column, equation));
      } catch (ArithmeticException _) {
        // A lost equation only makes the system weaker.
        work++;
      }
    }
    for (var row : oldInequalities) {
      try {
        add(row.without(column, equation));
      } catch (ArithmeticException _) {
        // A lost inequality only makes the system weaker.
        work++;
      }
    }
  }

  /// The column whose elimination makes the fewest rows, or -1 where none is left or even that
  /// would make too many.
  private int cheapestColumn() {
    var best = -1;
    var bestGrowth = MAX_GROWTH + 1;
    for (var column = 0; column < columns; column++) {
      var lower = 0;
      var upper = 0;
      for (var row : inequalities) {
        var coefficient = row.get(column);
        lower += coefficient > 0 ? 1 : 0;
        upper += coefficient < 0 ? 1 : 0;
      }
      var growth = lower * upper - lower - upper;
      if (lower + upper > 0 && growth < bestGrowth) {
        best = column;
        bestGrowth = growth;
      }
    }
    return best;
  }

  private void eliminate(int column) {
    var rows = inequalities;
    inequalities = new ArrayList<>();
    eliminated++;
    var lowers = new ArrayList<Row>();
    var uppers = new ArrayList<Row>();
    for (var row : rows) {
      if (row.get(column) == 0) {
        inequalities.add(row);
      } else {
        (row.get(column) > 0 ? lowers : uppers).add(row);
      }
    }
    for (var lower : lowers) {
      for (var upper : uppers) {
        if (Long.bitCount(lower.sources() | upper.sources()) <= eliminated + 1) {
          try {
            add(lower.eliminate(column, upper));
          } catch (ArithmeticException _) {
            // A lost inequality only makes the system weaker.
            work++;
          }
        }
      }
    }
  }

  /// Adds a row in lowest terms; of two rows that differ in the constant only, the stronger stays.
  private void add(Row row) {
    work++;
    var divisor = row.commonDivisor();
    if (divisor == 0) {
      contradictory |= row.constant() < 0;
      return;
    }
    var reduced = row.dividedBy(divisor);
    for (var k = 0; k < inequalities.size(); k++) {
      var known = inequalities.get(k);
      if (known.hasCoefficientsOf(reduced)) {
        inequalities.set(k, known.isStrongerThan(reduced) ? known : reduced);
        return;
      }
    }
    inequalities.add(reduced);
  }
}
