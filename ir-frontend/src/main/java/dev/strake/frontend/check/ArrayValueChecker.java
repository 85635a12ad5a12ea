package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.DeclaredType;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks arrays given by their elements, `[1.0, 2.0]` and `[[1, 2], [3, 4]]`, in tests.
final class ArrayValueChecker {
  private final Body body;
  private final TestSteps steps;
  private final ExpressionChecker expressions;

  ArrayValueChecker(Body body, TestSteps steps) {
    this.body = body;
    this.steps = steps;
    this.expressions = new ExpressionChecker(body);
  }

  /// `let x: f32[3] = [1, 2, 3];`, the type perhaps not written.
  void declare(Stmt.Declare declare, Expr.ArrayValue value) {
    var name = declare.name();
    var storage = storage(declare.mutability());
    var array =
        switch (declare.type()) {
          case DeclaredType.OfValue _ -> make(name, storage, value, Wanted.ANYTHING);
          case DeclaredType.Written(var type, var dims) -> {
            var made =
                body.type(type)
                    .map(known -> Wanted.of(known, type.span(), "declared as " + known))
                    .flatMap(wanted -> make(name, storage, value, wanted));
            made.ifPresent(known -> checkShape(known, dims, value));
            yield made;
          }
        };
    var symbol =
        array
            .<Symbol>map(Symbol.Array::new)
            .orElseGet(() -> new Symbol.Unknown(name.text(), name.span()));
    body.declare(symbol, name);
  }

  static Typed.Array.Storage storage(Ast.Mutability mutability) {
    return switch (mutability) {
      case LET -> Typed.Array.Storage.LOCAL;
      case VAR -> Typed.Array.Storage.INOUT;
    };
  }

  /// The array, made at this point of the test.
  Optional<Typed.Array> make(
      Ast.Name name, Typed.Array.Storage storage, Expr.ArrayValue value, Wanted wanted) {
    var shape = shape(value);
    var elements = new ArrayList<Expr>();
    collect(value, elements);
    var typed = typed(elements, wanted);
    if (shape.isEmpty() || typed.isEmpty()) {
      return Optional.empty();
    }
    var dims = shape.get().stream().map(extent -> Size.of((long) extent)).toList();
    var type = typed.get().getFirst().type();
    var array = new Typed.Array(body.freshId(), name.text(), storage, type, dims, name.span());
    steps.add(stores(array, shape.get(), typed.get(), value.span()), List.of());
    steps.declare(array);
    return Optional.of(array);
  }

  private Optional<List<Typed.Expr>> typed(List<Expr> elements, Wanted wanted) {
    if (!(wanted instanceof Wanted.Exactly)) {
      return expressions.alike(elements, wanted);
    }
    var typed = new ArrayList<Typed.Expr>();
    elements.forEach(element -> expressions.check(element, wanted).ifPresent(typed::add));
    return typed.size() == elements.size() ? Optional.of(typed) : Optional.empty();
  }

  /// The extents; empty if rows differ, which is reported.
  private Optional<List<Integer>> shape(Expr value) {
    if (!(value instanceof Expr.ArrayValue(var elements, var span))) {
      return Optional.of(List.of());
    }
    if (elements.isEmpty()) {
      return Optional.empty();
    }
    var first = shape(elements.getFirst());
    for (var element : elements) {
      var other = shape(element);
      if (first.isEmpty() || other.isEmpty()) {
        return Optional.empty();
      }
      if (!other.equals(first)) {
        body.report(
            ErrorCode.RAGGED_ARRAY
                .at(element.span(), described(other.get()), described(first.get()))
                .withLabels(
                    Labels.pair(element.span(), elements.getFirst().span(), "the first one")));
        return Optional.empty();
      }
    }
    var shape = new ArrayList<Integer>();
    shape.add(elements.size());
    shape.addAll(first.get());
    return Optional.of(shape);
  }

  private static String described(List<?> shape) {
    return shape.isEmpty() ? "a single value" : shape.toString();
  }

  private static void collect(Expr value, List<Expr> elements) {
    if (value instanceof Expr.ArrayValue(var parts, _)) {
      parts.forEach(part -> collect(part, elements));
    } else {
      elements.add(value);
    }
  }

  private void checkShape(Typed.Array array, List<Expr> dims, Expr.ArrayValue value) {
    var sizes = new SizeReader(body::report, new LocalArrayChecker(body, expressions));
    var written = dims.stream().flatMap(dim -> sizes.readExtent(dim).stream()).toList();
    if (written.size() == dims.size() && !written.equals(array.dims())) {
      var said =
          "["
              + String.join(", ", dims.stream().map(d -> body.source().text(d.span())).toList())
              + "]";
      body.report(
          ErrorCode.ARRAY_SHAPE
              .at(value.span(), described(array.dims()), dims.isEmpty() ? "a single value" : said)
              .withHelp("leave the type out: it is then that of the value"));
    }
  }

  private static List<Typed.Stmt> stores(
      Typed.Array array, List<Integer> shape, List<Typed.Expr> elements, SourceSpan span) {
    var stores = new ArrayList<Typed.Stmt>();
    for (var i = 0; i < elements.size(); i++) {
      var indices = new ArrayList<Typed.Expr>();
      var rest = i;
      for (var extent : shape.reversed()) {
        indices.addFirst(new Typed.Expr.Literal(ScalarType.I64, rest % extent));
        rest /= extent;
      }
      stores.add(new Typed.Stmt.Store(array, indices, elements.get(i), span));
    }
    return stores;
  }
}
