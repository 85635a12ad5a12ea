package dev.strake.frontend.check;

import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ParameterSignature.Dim;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.frontend.check.PackScope.Axis;
import dev.strake.frontend.check.PackScope.Meaning;
import dev.strake.ir.diag.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Writes the body of a kernel out for chosen numbers of axes of its packs.
///
/// ```
/// par for r in s { y[r, 0] = sum[t in s] x[r, t]; }                              // ..s of 2 axes
/// ->  par for r.0 in 0..s.0, r.1 in 0..s.1 {
///       y[r.0, r.1, 0] = sum[t.0 in 0..s.0, t.1 in 0..s.1] x[r.0, r.1, t.0, t.1];
///     }
/// ```
///
/// No name of a source has a point in it, so the names made here meet no others. A loop over no
/// axes is one pass. What can't be written out has been reported and is missing.
final class PackExpansion {
  private final PackExpressions expressions;
  private PackScope scope = new PackScope();

  private PackExpansion(Map<String, Integer> ranks, Consumer<Diagnostic> mistakes) {
    this.expressions = new PackExpressions(ranks, mistakes);
  }

  /// The body of the kernel; as it is if the kernel has no packs.
  static Ast.Block body(
      KernelHeader kernel, Map<String, Integer> ranks, Consumer<Diagnostic> mistakes) {
    var body = kernel.tree().body();
    if (kernel.packs().isEmpty()) {
      return body;
    }
    var expansion = new PackExpansion(ranks, mistakes);
    expansion.declareHead(kernel);
    return expansion.block(body);
  }

  private void declareHead(KernelHeader kernel) {
    kernel.extents().forEach((name, place) -> scope.declare(name, new Meaning.Other(place)));
    var signatures = kernel.signature().parameters().iterator();
    for (var parameter : kernel.tree().header().parameters()) {
      declare(parameter, signatures.next());
    }
    for (var result : kernel.tree().results()) {
      declare(result, signatures.next());
    }
    kernel.packs().forEach((name, place) -> scope.declare(name, new Meaning.Pack(place)));
  }

  private void declare(Ast.Parameter parameter, ParameterSignature signature) {
    var axes = signature.dims().stream().map(PackExpansion::axis).toList();
    var place = parameter.name().span();
    var meaning = axes.isEmpty() ? new Meaning.Other(place) : new Meaning.Array(axes, place);
    scope.declare(parameter.name().text(), meaning);
  }

  private static Axis axis(Dim dim) {
    return switch (dim) {
      case Dim.Extent(var text, _) -> new Axis.Single(text);
      case Dim.Pack(var name) -> new Axis.Pack(name);
    };
  }

  private Ast.Block block(Ast.Block block) {
    var outer = scope;
    scope = outer.inner();
    var statements = block.statements().stream().map(this::statement).toList();
    scope = outer;
    return new Ast.Block(statements, block.span());
  }

  private Expr expression(Expr expression) {
    return expressions.expand(expression, scope);
  }

  private Stmt statement(Stmt statement) {
    return switch (statement) {
      case Stmt.Declare(var mutability, var name, var type, var value, var span) -> {
        var expanded = expression(value);
        declare(name);
        yield new Stmt.Declare(mutability, name, type, expanded, span);
      }
      case Stmt.DeclareSeveral(var mutability, var names, var value, var span) -> {
        var expanded = expression(value);
        names.forEach(this::declare);
        yield new Stmt.DeclareSeveral(mutability, names, expanded, span);
      }
      case Stmt.LocalArray array -> localArray(array);
      case Stmt.Assign(var target, var value, var span) ->
          new Stmt.Assign(expression(target), expression(value), span);
      case Stmt.Update(var target, var op, var value, var span) ->
          new Stmt.Update(expression(target), op, expression(value), span);
      case Stmt.Scatter scatter -> scatter(scatter);
      case Stmt.CallKernel(var call, var span) ->
          expression(call) instanceof Expr.Call expanded
              ? new Stmt.CallKernel(expanded, span)
              : statement;
      case Stmt.Print(var parts, var span) ->
          new Stmt.Print(parts.stream().map(this::printed).toList(), span);
      case Stmt.For loop -> loop(loop);
      case Stmt.While(var condition, var body, var span) ->
          new Stmt.While(expression(condition), block(body), span);
      case Stmt.If(var branches, var otherwise, var span) ->
          new Stmt.If(branches.stream().map(this::branch).toList(), block(otherwise), span);
      case Stmt.Assert(var condition, var message, var span) ->
          new Stmt.Assert(expression(condition), message, span);
      case Stmt.Return(var value, var span) -> new Stmt.Return(expression(value), span);
      case Stmt.Missing(var rest, var span) -> new Stmt.Missing(block(rest), span);
    };
  }

  private void declare(Ast.Name name) {
    expressions.declare(name, new Meaning.Other(name.span()), scope);
  }

  private Stmt.Printed printed(Stmt.Printed part) {
    return switch (part) {
      case Stmt.Printed.Text _ -> part;
      case Stmt.Printed.Value(var value) -> new Stmt.Printed.Value(expression(value));
    };
  }

  private Stmt.Branch branch(Stmt.Branch branch) {
    return new Stmt.Branch(expression(branch.condition()), block(branch.body()));
  }

  private Stmt loop(Stmt.For loop) {
    var outer = scope;
    scope = outer.inner();
    var binders = expressions.binders(loop.binders(), scope);
    var body = block(loop.body());
    scope = outer;
    return new Stmt.For(
        loop.order(), expressions.orOnePass(binders, loop.binders()), body, loop.span());
  }

  /// Over no axes it is an array of one element, which needs no index.
  private Stmt localArray(Stmt.LocalArray array) {
    var inside = scope.inner();
    var binders = expressions.binders(array.binders(), inside);
    var value = expressions.expand(array.value(), inside);
    var axes = array.binders().stream().map(this::axis).toList();
    for (var name : array.names()) {
      expressions.declare(name, new Meaning.Array(axes, name.span()), scope);
    }
    return new Stmt.LocalArray(array.mutability(), array.names(), binders, value, array.span());
  }

  private Axis axis(Ast.Binder binder) {
    return switch (binder.domain()) {
      case Ast.Domain.Axes(var name) when scope.isPack(name.text()) -> new Axis.Pack(name.text());
      case Ast.Domain.Axes(var name) -> new Axis.Single(name.text());
      case Ast.Domain.Range(_, Expr.Use(var name)) -> new Axis.Single(name.text());
      case Ast.Domain.Range(_, Expr.IntegerLiteral(var digits, _)) -> new Axis.Single(digits);
      case Ast.Domain.Range _ -> new Axis.Single("the range of " + binder.name().text());
    };
  }

  private Stmt scatter(Stmt.Scatter scatter) {
    var inside = scope.inner();
    var binders = expressions.binders(scatter.binders(), inside);
    var target = expressions.expand(scatter.target(), inside);
    var value = expressions.expand(scatter.value(), inside);
    return switch (target) {
      case Expr.Index index ->
          new Stmt.Scatter(
              index,
              scatter.op(),
              value,
              expressions.orOnePass(binders, scatter.binders()),
              scatter.outside(),
              scatter.span());
      case Expr _ -> new Stmt.Missing(new Ast.Block(List.of(), scatter.span()), scatter.span());
    };
  }

  /// The indices of an array with these axes of a pack, `r.0`, `r.1`, ..., or its extents.
  static List<Expr> parts(Ast.Name name, int rank) {
    return IntStream.range(0, rank).<Expr>mapToObj(axis -> new Expr.Use(part(name, axis))).toList();
  }

  static Ast.Name part(Ast.Name name, int axis) {
    return new Ast.Name(Dim.Pack.symbol(name.text(), axis), name.span());
  }
}
