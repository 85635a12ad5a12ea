package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the ranges of what runs over all its indices at once: reductions, scans, scatters.
final class BinderChecker {
  private final Body body;
  private final ExpressionChecker expressions;

  BinderChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  /// What the ranges belong to.
  enum Owner {
    REDUCTION("a reduction", "write one reduction inside the other"),
    SCATTER("a scatter", "let a `seq for` around it run over the first range");

    private final String description;
    private final String wayOut;

    Owner(String description, String wayOut) {
      this.description = description;
      this.wayOut = wayOut;
    }

    String description() {
      return description;
    }

    /// What to do instead where one range depends on another index.
    String wayOut() {
      return wayOut;
    }
  }

  /// Enters the scope in which the indices are known. The ranges don't see them: all are computed
  /// before the first element.
  Optional<List<Typed.Binder>> enter(List<Ast.Binder> binders, Owner owner) {
    var outer = body.scope();
    body.enter(Scope.Kind.ORDERED);
    var bounds = new ArrayList<Typed.Expr>();
    for (var binder : binders) {
      var range = body.range(binder);
      expressions.check(range.lower(), Wanted.INDEX).ifPresent(bounds::add);
      expressions.check(range.upper(), Wanted.INDEX).ifPresent(bounds::add);
      body.scope().declare(new Symbol.Sibling(binder.name().text(), owner, binder.span()));
    }
    body.leave(outer);
    body.enter(Scope.Kind.ELEMENT);
    var typed = new ArrayList<Typed.Binder>();
    for (var i = 0; i < binders.size(); i++) {
      var index = index(binders.get(i).name());
      if (bounds.size() == 2 * binders.size()) {
        typed.add(new Typed.Binder(index, bounds.get(2 * i), bounds.get(2 * i + 1)));
      }
    }
    return typed.size() == binders.size() ? Optional.of(typed) : Optional.empty();
  }

  /// Makes the index known from here on.
  Typed.Variable index(Ast.Name name) {
    var index = body.variable(name, ScalarType.I64, Typed.Variable.Kind.INDEX);
    body.declare(new Symbol.Scalar(index), name);
    return index;
  }
}
