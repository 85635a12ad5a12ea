package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Stmt;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Finds the variables from outside that a statement may give a new value: what a loop carries and
/// what a branch yields.
final class AssignedVariables {
  private AssignedVariables() {}

  /// Those that are known before the block, in order of their declarations.
  static List<Typed.Variable> of(Typed.Block block, Environment before) {
    return known(block.statements(), before);
  }

  static List<Typed.Variable> of(Stmt statement, Environment before) {
    return known(List.of(statement), before);
  }

  private static List<Typed.Variable> known(List<Stmt> statements, Environment before) {
    var assigned = new TreeSet<>(Comparator.comparingInt(Typed.Variable::id));
    statements.forEach(statement -> collect(statement, assigned));
    return assigned.stream().filter(before::knows).toList();
  }

  private static void collect(Stmt statement, TreeSet<Typed.Variable> assigned) {
    switch (statement) {
      case Stmt.Define(var variable, _) -> assigned.add(variable);
      case Stmt.DefineSeveral(var variables, _) -> assigned.addAll(variables);
      case Stmt.For(_, _, var body) -> collect(body, assigned);
      case Stmt.While(_, var body, _) -> collect(body, assigned);
      case Stmt.If(var branches, var otherwise) -> {
        branches.forEach(branch -> collect(branch.body(), assigned));
        collect(otherwise, assigned);
      }
      case Stmt.Fill _, Stmt.Scan _, Stmt.Store _, Stmt.Update _, Stmt.Scatter _ -> {}
      case Stmt.Print _, Stmt.Assert _, Stmt.Return _ -> {}
    }
  }

  private static void collect(Typed.Block block, TreeSet<Typed.Variable> assigned) {
    block.statements().forEach(statement -> collect(statement, assigned));
  }
}
