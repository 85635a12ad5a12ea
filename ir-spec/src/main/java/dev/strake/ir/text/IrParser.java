package dev.strake.ir.text;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Reads the text form of programs; IR.md has the grammar.
///
/// It checks that the text can be read, not that the program is legal: that is the verifier's.
/// Mistakes are [CompileException]s with line and column:
///
/// - I0001 a character that starts nothing, an open string
/// - I0002 something else was expected here
/// - I0003 a value that is not defined before its use
/// - I0004 a type that can't be told
/// - I0005 a literal that does not fit its type
/// - I0006 nested too deep
/// - I0007 a table of sites that is not one
/// - I0008 a function that yields something else than its signature says
public final class IrParser {
  private final TokenReader tokens;
  private final TypeReader types;
  private final SiteReader sites;
  private final List<Func> functions = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();

  private IrParser(String source, String text, SiteReader.Places places) {
    tokens = TokenReader.of(source, text);
    types = new TypeReader(tokens);
    sites = new SiteReader(tokens, places);
  }

  /// The program that [IrPrinter#print] wrote.
  ///
  /// @throws CompileException if the text is none
  public static Program parse(String text) {
    return parse("ir", text);
  }

  /// The same with a name of the text for messages.
  ///
  /// @throws CompileException if the text is none
  public static Program parse(String source, String text) {
    return new IrParser(source, text, SiteReader.Places.NAMED).program();
  }

  /// The same program with places in `text` itself as its sites, whatever sites the text names. For
  /// programs whose source is the text form.
  ///
  /// @throws CompileException if the text is none
  public static Program parseLocated(String source, String text) {
    return new IrParser(source, text, SiteReader.Places.OF_TEXT).program();
  }

  private Program program() {
    while (tokens.peek().kind() != Token.Kind.END) {
      if (tokens.acceptWord("func")) {
        function();
      } else if (tokens.acceptWord("kernel")) {
        kernel();
      } else if (tokens.acceptWord("sites")) {
        sites.readTable();
      } else {
        throw tokens.unexpected("func, kernel or sites");
      }
    }
    tokens.throwMistakes();
    return new Program(functions, kernels, sites.table());
  }

  /// `name(%0: f64) -> f64 { .. }`
  private void function() {
    var start = tokens.peek();
    var name = tokens.name();
    var values = new ValueScope(tokens, types);
    tokens.expect("(");
    var parameters = tokens.listUntil(")", () -> functionParameter(values));
    tokens.expect("->");
    var signature = tokens.isMark("{") ? List.<Type>of() : tokens.list(types::type);
    tokens.expect("{");
    var body = new OpReader(tokens, types, values, sites).regionTail(parameters);
    var yielded = body.results().stream().map(Value::type).toList();
    if (!yielded.equals(signature)) {
      tokens.report(
          "I0008",
          start.span(),
          "%s yields %s, its signature says %s".formatted(name, show(yielded), show(signature)));
    }
    functions.add(new Func(name, body));
  }

  private static String show(List<Type> list) {
    return list.isEmpty()
        ? "nothing"
        : list.stream().map(TypeText::print).collect(Collectors.joining(", "));
  }

  private Value functionParameter(ValueScope values) {
    var id = tokens.count(Token.Kind.VALUE);
    tokens.expect(":");
    return values.define(new Value(id, types.type()));
  }

  /// `name(%0 in x: f64) where .. check .. { .. }`
  private void kernel() {
    var name = tokens.name();
    var values = new ValueScope(tokens, types);
    tokens.expect("(");
    var parameters = tokens.listUntil(")", () -> parameter(values));
    var where = new ArrayList<Condition>();
    while (tokens.isWord("where")) {
      where.add(condition());
    }
    var checks = new ArrayList<LaunchCheck>();
    while (tokens.isWord("check")) {
      checks.add(launchCheck());
    }
    tokens.expect("{");
    Region body = new OpReader(tokens, types, values, sites).regionTail(List.of());
    kernels.add(new Kernel(name, parameters, where, checks, body));
  }

  private Parameter parameter(ValueScope values) {
    var id = tokens.count(Token.Kind.VALUE);
    var role = role();
    var name = tokens.name();
    tokens.expect(":");
    return new Parameter(name, role, values.define(new Value(id, types.type())));
  }

  private Parameter.Role role() {
    for (var role : Parameter.Role.values()) {
      if (tokens.acceptWord(role.mnemonic())) {
        return role;
      }
    }
    throw tokens.unexpected("a role (in, inout, out)");
  }

  private Condition condition() {
    var first = tokens.next();
    var left = types.size();
    var word = tokens.peek();
    var op =
        Arrays.stream(CompareOp.values())
            .filter(row -> word.is(Token.Kind.NAME, row.mnemonic()))
            .findFirst();
    if (op.isEmpty()) {
      throw tokens.unexpected("a comparison (eq, ne, lt, le, gt, ge)");
    }
    tokens.next();
    var right = types.size();
    return new Condition(left, op.get(), right, sites.site(first));
  }

  private LaunchCheck launchCheck() {
    var first = tokens.next();
    var view = tokens.name();
    tokens.expectWord("axis");
    var axis = tokens.count(Token.Kind.NUMBER);
    var lowest = types.size();
    tokens.expect("..=");
    var highest = types.size();
    tokens.expectWord("below");
    var extent = types.size();
    var loops = tokens.acceptWord("for") ? tokens.list(this::span) : List.<LaunchCheck.Span>of();
    return new LaunchCheck(view, axis, lowest, highest, extent, loops, sites.site(first));
  }

  private LaunchCheck.Span span() {
    var lower = types.size();
    tokens.expect("..");
    return new LaunchCheck.Span(lower, types.size());
  }
}
