package dev.strake.frontend.ast;

import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints a syntax tree with one node on a line, children indented: what the reader understood.
public final class AstPrinter {
  private final StringBuilder text = new StringBuilder();

  private AstPrinter() {}

  public static String print(Ast.File file) {
    var printer = new AstPrinter();
    file.imports().forEach(written -> printer.line(0, "import " + written.path()));
    file.constants().forEach(printer::constant);
    file.functions().forEach(printer::function);
    file.kernels().forEach(printer::kernel);
    file.tests().forEach(printer::test);
    return printer.text.toString();
  }

  private void line(int level, String content) {
    text.append("  ".repeat(level)).append(content).append('\n');
  }

  private void constant(Ast.Constant constant) {
    line(0, "const " + constant.name().text());
    type(1, constant.type());
    expression(1, constant.value());
  }

  private void test(Ast.Test test) {
    line(0, "test \"" + test.name() + "\"");
    block(1, test.body());
  }

  private void function(Ast.Function function) {
    line(0, "fn " + head(function.header()) + " -> " + names(function.results(), ", "));
    block(1, function.body());
  }

  private void kernel(Ast.Kernel kernel) {
    line(0, "kernel " + head(kernel.header()));
    kernel.header().parameters().forEach(this::parameter);
    kernel.results().forEach(this::parameter);
    kernel
        .where()
        .forEach(
            condition -> {
              line(1, "where");
              expression(2, condition);
            });
    block(1, kernel.body());
  }

  private static String head(Ast.Header header) {
    var generics =
        header.typeParameters().stream()
            .map(p -> p.name().text() + ": " + names(p.choices(), " | "))
            .collect(Collectors.joining(", "));
    return header.name().text() + (generics.isEmpty() ? "" : "<" + generics + ">");
  }

  private static String names(List<Ast.Name> names, String separator) {
    return names.stream().map(Ast.Name::text).collect(Collectors.joining(separator));
  }

  private void parameter(Ast.Parameter parameter) {
    var role = parameter.role().mnemonic();
    line(1, role + " " + parameter.name().text() + ": " + parameter.element().text());
    parameter.dims().forEach(dim -> expression(2, dim));
  }

  private void block(int level, Ast.Block block) {
    block.statements().forEach(statement -> statement(level, statement));
  }

  private void statement(int level, Stmt statement) {
    switch (statement) {
      case Stmt.Declare(var mutability, var name, var type, var value, _) -> {
        line(level, keyword(mutability) + name.text());
        type(level + 1, type);
        expression(level + 1, value);
      }
      case Stmt.DeclareSeveral(var mutability, var names, var value, _) -> {
        line(level, keyword(mutability) + names(names, ", "));
        expression(level + 1, value);
      }
      case Stmt.LocalArray(var mutability, var names, var binders, var value, _) -> {
        line(level, keyword(mutability) + names(names, ", ") + "[]");
        binders.forEach(binder -> binder(level + 1, binder));
        expression(level + 1, value);
      }
      case Stmt.Assign(var target, var value, _) -> assignment(level, "assign", target, value);
      case Stmt.Update(var target, var op, var value, _) ->
          assignment(level, "update " + op.mnemonic(), target, value);
      case Stmt.Scatter(var target, var op, var value, var binders, var outside, _) -> {
        assignment(level, "scatter " + op.mnemonic() + " " + outside.mnemonic(), target, value);
        binders.forEach(binder -> binder(level + 1, binder));
      }
      case Stmt.CallKernel(var call, _) -> expression(level, call);
      case Stmt.Print(var parts, _) -> {
        line(level, "print");
        parts.forEach(part -> printed(level + 1, part));
      }
      case Stmt.For(var order, var binders, var body, _) -> {
        line(level, order == Ast.Order.PAR ? "par for" : "seq for");
        binders.forEach(binder -> binder(level + 1, binder));
        block(level + 1, body);
      }
      case Stmt.While(var condition, var body, _) -> branch(level, "while", condition, body);
      case Stmt.If(var branches, var otherwise, _) -> {
        branches.forEach(b -> branch(level, "if", b.condition(), b.body()));
        line(level, "else");
        block(level + 1, otherwise);
      }
      case Stmt.Assert(var condition, var message, _) -> {
        line(level, "assert \"" + message + "\"");
        expression(level + 1, condition);
      }
      case Stmt.Return(var value, _) -> {
        line(level, "return");
        expression(level + 1, value);
      }
      case Stmt.Missing _ -> line(level, "unreadable");
    }
  }

  private static String keyword(Ast.Mutability mutability) {
    return switch (mutability) {
      case LET -> "let ";
      case VAR -> "var ";
    };
  }

  private void type(int level, Ast.DeclaredType type) {
    switch (type) {
      case Ast.DeclaredType.Written(var element, var dims) ->
          node(level, "type " + element.text(), dims);
      case Ast.DeclaredType.OfValue _ -> {}
    }
  }

  private void printed(int level, Stmt.Printed part) {
    switch (part) {
      case Stmt.Printed.Text(var words) -> line(level, "\"" + words + "\"");
      case Stmt.Printed.Value(var value) -> expression(level, value);
    }
  }

  private void assignment(int level, String kind, Expr target, Expr value) {
    line(level, kind);
    expression(level + 1, target);
    expression(level + 1, value);
  }

  private void branch(int level, String keyword, Expr condition, Ast.Block body) {
    line(level, keyword);
    expression(level + 1, condition);
    block(level + 1, body);
  }

  private void binder(int level, Ast.Binder binder) {
    switch (binder.domain()) {
      case Ast.Domain.Range(var lower, var upper) ->
          node(level, binder.name().text() + " in", List.of(lower, upper));
      case Ast.Domain.Axes(var pack) -> line(level, binder.name().text() + " in " + pack.text());
    }
  }

  private void expression(int level, Expr expression) {
    switch (expression) {
      case Expr.IntegerLiteral(var digits, _) -> line(level, digits);
      case Expr.DecimalLiteral(var digits, _) -> line(level, digits);
      case Expr.BoolLiteral(var value, _) -> line(level, String.valueOf(value));
      case Expr.Use(var name) -> line(level, name.text());
      case Expr.Index(var array, var indices, _) -> node(level, array.text() + "[]", indices);
      case Expr.Slice(var array, var subscripts, _) -> {
        line(level, array.text() + "[]");
        subscripts.forEach(subscript -> subscript(level + 1, subscript));
      }
      case Expr.Pack(var name, _) -> line(level, ".." + name.text());
      case Expr.Tuple(var parts, _) -> node(level, "tuple", parts);
      case Expr.ArrayValue(var elements, _) -> node(level, "array", elements);
      case Expr.Call(var function, var arguments, _) ->
          node(level, function.text() + "()", arguments);
      case Expr.Prefix(var op, var operand, _) -> node(level, op.symbol(), List.of(operand));
      case Expr.Chain(var first, var links, _) -> {
        line(level, "chain");
        expression(level + 1, first);
        links.forEach(link -> node(level + 1, link.op().mnemonic(), List.of(link.operand())));
      }
      case Expr.Compare(var op, var left, var right, _) ->
          node(level, op.mnemonic(), List.of(left, right));
      case Expr.Logical(var op, var operands, _) -> node(level, op.symbol(), operands);
      case Expr.Cast(var operand, var type, _) ->
          node(level, "as " + type.text(), List.of(operand));
      case Expr.If(var arms, var otherwise, _) -> {
        arms.forEach(arm -> node(level, "if", List.of(arm.condition(), arm.value())));
        node(level, "else", List.of(otherwise));
      }
      case Expr.Reduce reduce -> {
        line(
            level,
            reduce.reduction().text() + "@" + reduce.order().name().toLowerCase(Locale.ROOT));
        reduce.binders().forEach(binder -> binder(level + 1, binder));
        reduce.body().forEach(part -> expression(level + 1, part));
        reduce.ofNothing().ifPresent(value -> node(level + 1, "else", List.of(value)));
      }
      case Expr.Scan(var combination, var binders, var body, _) -> {
        line(level, "scan " + combination.text());
        binders.forEach(binder -> binder(level + 1, binder));
        body.forEach(part -> expression(level + 1, part));
      }
      case Expr.Missing _ -> line(level, "unreadable");
    }
  }

  private void subscript(int level, Expr.Subscript subscript) {
    switch (subscript) {
      case Expr.Subscript.At(var index) -> expression(level, index);
      case Expr.Subscript.Whole _ -> line(level, "..");
      case Expr.Subscript.Part(var lower, var upper) -> node(level, "..", List.of(lower, upper));
    }
  }

  private void node(int level, String label, List<Expr> children) {
    line(level, label);
    children.forEach(child -> expression(level + 1, child));
  }
}
