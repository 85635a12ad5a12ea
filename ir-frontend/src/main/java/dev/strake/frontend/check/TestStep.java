package dev.strake.frontend.check;

import dev.strake.frontend.KernelChoice;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Map;

/// A part of a test that runs as one kernel.
sealed interface TestStep {
  SourceSpan span();

  /// Statements of the test, which become a kernel of their own. `known` was declared before them,
  /// `declared` is by them.
  record Statements(
      List<Typed.Stmt> statements, Values known, Values declared, int freshId, SourceSpan span)
      implements TestStep {
    public Statements {
      statements = List.copyOf(statements);
    }
  }

  /// A call of a kernel of the file. `arguments` and `results` give the test's name for each
  /// parameter and result.
  record Call(
      KernelHeader kernel,
      KernelChoice choice,
      Map<String, String> arguments,
      Map<String, String> results,
      SourceSpan span)
      implements TestStep {
    public Call {
      arguments = Map.copyOf(arguments);
      results = Map.copyOf(results);
    }
  }

  /// Single values and arrays of a test.
  record Values(List<Typed.Variable> scalars, List<Typed.Array> arrays) {
    public Values {
      scalars = List.copyOf(scalars);
      arrays = List.copyOf(arrays);
    }
  }
}
