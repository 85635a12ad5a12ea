package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A declared constant. Its value is computed when it is first asked for, since constants may stand
/// in the heads of the kernels of their file.
///
/// With a declared type it has one value. Without, it stands for its expression: made of literals
/// alone it has a value of every type asked for. Two headers are equal only if they are the same
/// declaration. Several threads may ask, since libraries are shared.
public final class ConstantHeader {
  private final Declarations home;
  private final Ast.Constant tree;
  private final Map<Optional<ScalarType>, Reading> readings = new HashMap<>();
  private final List<Openness> known = new ArrayList<>();
  private int open;
  private boolean isCyclic;

  ConstantHeader(Declarations home, Ast.Constant tree) {
    this.home = home;
    this.tree = tree;
  }

  /// The value, if there is one, and what is wrong with the constant.
  record Reading(Optional<Typed.Expr> value, List<Diagnostic> mistakes) {
    Reading {
      mistakes = List.copyOf(mistakes);
    }
  }

  Declarations home() {
    return home;
  }

  public Ast.Constant tree() {
    return tree;
  }

  public String name() {
    return tree.name().text();
  }

  SourceSpan place() {
    return tree.name().span();
  }

  /// How far its type is open where it is used.
  Flexibility flexibility() {
    return openness().flexibility();
  }

  /// Whether it stands for literals that have a decimal among them.
  boolean hasDecimal() {
    return openness().hasDecimal();
  }

  /// What is found out once of the expression.
  private record Openness(Flexibility flexibility, boolean hasDecimal) {
    private static final Openness NONE = new Openness(Flexibility.FIXED, false);
  }

  private synchronized Openness openness() {
    if (!known.isEmpty()) {
      return known.getFirst();
    }
    if (open > 0
        || tree.type() instanceof Ast.DeclaredType.Written
        || !home.constantDepth().enter(this)) {
      return Openness.NONE;
    }
    open++;
    try {
      var body = body(Mistakes.none());
      var flexibility = Flexibility.of(tree.value(), body);
      var hasDecimal =
          flexibility != Flexibility.FIXED && Flexibility.hasDecimal(List.of(tree.value()), body);
      known.add(new Openness(flexibility, hasDecimal));
      return known.getFirst();
    } finally {
      open--;
      home.constantDepth().leave();
    }
  }

  /// Its value where this is wanted. A constant whose type is not open has its own type even if
  /// another is wanted.
  synchronized Reading read(Wanted wanted) {
    if (open > 0) {
      isCyclic = true;
      return new Reading(Optional.empty(), List.of());
    }
    var asked = flexibility() == Flexibility.FIXED ? Wanted.ANYTHING : wanted;
    var key =
        asked instanceof Wanted.Exactly(var type, _)
            ? Optional.of(type)
            : Optional.<ScalarType>empty();
    // Kept also without a value: of constants in a circle the first one read is reported.
    if (!readings.containsKey(key)) {
      readings.put(key, reading(asked));
    }
    return readings.get(key);
  }

  private Reading reading(Wanted asked) {
    if (!home.constantDepth().enter(this)) {
      return new Reading(Optional.empty(), List.of());
    }
    open++;
    isCyclic = false;
    try {
      var mistakes = Mistakes.none();
      var body = body(mistakes);
      var value = wanted(body, asked).flatMap(w -> ConstantValue.of(this, body, w));
      if (isCyclic && mistakes.isEmpty()) {
        mistakes.add(ErrorCode.CONSTANT_CYCLE.at(place(), name()));
      }
      return new Reading(value, mistakes.all());
    } finally {
      open--;
      home.constantDepth().leave();
    }
  }

  private Body body(Mistakes mistakes) {
    return new Body(Body.Owner.CONSTANT, home, Map.of(), Ast.Completeness.COMPLETE, mistakes);
  }

  private Optional<Wanted> wanted(Body body, Wanted asked) {
    return switch (tree.type()) {
      case Ast.DeclaredType.OfValue _ -> Optional.of(asked);
      case Ast.DeclaredType.Written(var type, _) ->
          body.type(type).map(known -> Wanted.of(known, type.span(), "declared as " + known));
    };
  }

  /// Its value as a part of a size; empty if it is no `i64`.
  Optional<Size> size() {
    return read(Wanted.INDEX).value().flatMap(ConstantHeader::size);
  }

  private static Optional<Size> size(Typed.Expr value) {
    return value instanceof Typed.Expr.Literal(var type, var bits) && type == ScalarType.I64
        ? Optional.of(Size.of(bits))
        : Optional.empty();
  }

  /// Whether it has no value at all, which is reported where it is declared.
  boolean isUnusable() {
    return read(Wanted.ANYTHING).value().isEmpty();
  }
}
