package dev.strake.frontend.ast;

import dev.strake.frontend.grammar.StrakeParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// How something is written here that people know from Python, C, Java, Rust, Julia or Fortran. It
/// is recognised by the token that can't be read, its neighbours, and the rule being read.
final class ForeignForms {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("and", "`and` is written `&&`"),
          Map.entry("or", "`or` is written `||`"),
          Map.entry("not", "`not` is written `!`"),
          Map.entry("elif", "write `else if`"),
          Map.entry("elsif", "write `else if`"),
          Map.entry("elseif", "write `else if`"),
          Map.entry("end", "a block ends with `}`"),
          Map.entry("then", "what an `if` decides stands in braces: `if a > b { ... }`"),
          Map.entry("new", "a local array is written `let t[j in 0..n] = 0.0;`"),
          Map.entry("lambda", "a function is written `fn f(a: f64) -> f64 = a + a;`"));

  private static final Set<String> DECLARING =
      Set.of(
          "def",
          "func",
          "function",
          "subroutine",
          "proc",
          "void",
          "double",
          "float",
          "int",
          "long",
          "public",
          "private",
          "static",
          "inline",
          "template",
          "program",
          "pub",
          "__global__");
  private static final Set<String> IMPORTING = Set.of("use", "from", "using", "include");
  private static final Set<String> OPERATORS = Set.of("%", "&", "|", "^", "<<", ">>", ">>>");
  private static final Set<String> LOOPING = Set.of("do", "foreach", "forall", "loop", "parfor");

  private static final Set<String> SIGNS = Set.of("=", "+", "-", "*", "/", "<", ">", "==");

  /// Types of this language and of C, as far as people write them before a name.
  private static final Set<String> TYPES =
      Set.of("f64", "f32", "i64", "i32", "u8", "bool", "double", "float", "int", "long", "char");

  private static final String LOOP =
      "a loop is written `par for i in 0..n { ... }`, or `seq for` where the order matters";
  private static final String DECLARATION =
      "a function is written `fn f(a: f64) -> f64 = a + a;`, a kernel "
          + "`kernel k(x: f64[n]) -> y: f64[n] { ... }`";

  /// The token that can't be read, with two before it and two behind; those that don't exist have
  /// no text.
  private record Place(
      String before2, String before, String found, String next, String next2, Rules rules) {

    boolean is(String wantedBefore, String wantedFound) {
      return before.equals(wantedBefore) && found.equals(wantedFound);
    }

    boolean isBetweenNames() {
      return isName(before) && isName(next);
    }

    boolean beginsStatement() {
      return Set.of(";", "{", "}").contains(before2);
    }
  }

  /// The rules being read, from the inside out.
  private record Rules(RuleContext innermost) {
    boolean has(Class<? extends RuleContext> rule) {
      for (var context = innermost; context != null; context = context.parent) {
        if (rule.isInstance(context)) {
          return true;
        }
      }
      return false;
    }
  }

  private record Form(Predicate<Place> isThis, String help) {}

  /// The first that fits is told.
  private static final List<Form> FORMS =
      List.of(
          new Form(p -> p.is("*", "*"), "there is no power; write a product: `a * a`"),
          new Form(p -> p.found.equals("+") && p.next.equals("+"), "write `+= 1`"),
          new Form(p -> p.found.equals("-") && p.next.equals("-"), "write `-= 1`"),
          new Form(p -> p.is("]", "["), "indices stand in one pair of brackets: `x[i, j]`"),
          new Form(
              p -> p.is("[", "]") && isName(p.before2),
              "a local array is written `let t[j in 0..n] = 0.0;`"),
          new Form(
              p -> p.found.equals(".") && SIGNS.contains(p.next),
              "there are no operations on whole arrays; a loop takes elements one by one: "
                  + "`par for i in 0..n { y[i] = 2 * x[i]; }`"),
          new Form(
              p -> isName(p.found) && p.before.equals(")") && TYPES.contains(p.before2),
              "a conversion is written `a as f64`"),
          new Form(p -> p.is("..", "="), "a range ends before its upper end: write `0..n + 1`"),
          new Form(
              p -> OPERATORS.contains(p.found) && p.next.equals("="),
              "write it out: `a = a % b;`; there are `+=`, `-=`, `*=` and `/=`"),
          new Form(p -> p.is("==", "="), "write `==`"),
          new Form(p -> p.is("<", ">"), "write `!=`"),
          new Form(p -> p.found.equals("/="), "not equal is written `!=`"),
          new Form(
              p -> p.found.equals("=") && p.rules.has(StrakeParser.IfStatementContext.class),
              "to compare write `==`"),
          new Form(
              p -> p.found.equals(".") && isDigits(p.before),
              "a decimal has digits on both sides of its point: `1.0`"),
          new Form(
              p -> p.found.equals(".") && isDigits(p.next),
              "a decimal has digits on both sides of its point: `0.5`"),
          new Form(
              p -> p.found.equals(".") && p.isBetweenNames() && p.next2.equals("("),
              "functions have plain names and are no members: `sqrt(a)`"),
          new Form(
              p -> p.found.equals(".") && p.isBetweenNames(),
              "values have no members; how large an array is, its type says: "
                  + "`n` in `x: f64[n]`"),
          new Form(p -> p.is("for", "("), LOOP),
          new Form(p -> LOOPING.contains(p.before) && p.beginsStatement(), LOOP),
          new Form(
              p -> p.found.equals(":") && p.rules.has(StrakeParser.IndexContext.class),
              "a part of an array is written `x[1..n]`, and can only be an argument of a function"),
          new Form(
              p -> p.found.equals(":") && p.rules.has(StrakeParser.ForContext.class),
              "a range is written `lower..upper` and holds its lower end, not its upper end"),
          new Form(p -> p.is(")", "="), "an element is written with brackets: `y[i] = a;`"),
          new Form(p -> p.is("mut", p.found), "a variable is declared with `var`: `var b = a;`"),
          new Form(
              p ->
                  Set.of("&", "*").contains(p.found)
                      && p.rules.has(StrakeParser.ParameterContext.class),
              "there are no pointers; an array is written `x: f64[n]`"),
          new Form(
              p -> p.found.equals("[") && p.before.equals(":"),
              "the extents follow the type of the elements: `x: f64[n]`"),
          new Form(
              p -> p.found.equals("[") && p.rules.has(StrakeParser.ResultsContext.class),
              "a result has a name: `-> y: f64[n]`"),
          new Form(
              p ->
                  isName(p.found)
                      && TYPES.contains(p.before)
                      && p.rules.has(StrakeParser.ParameterContext.class),
              "the name comes before the type: `x: f64[n]`"),
          new Form(
              p -> isName(p.found) && isName(p.before) && p.beginsStatement(),
              "a variable is declared with `let s: f64 = 0;`, or `var` if it changes"),
          new Form(
              p -> p.found.equals("}") && p.rules.has(StrakeParser.FunctionContext.class),
              "a block gives its value with `return a;`"),
          new Form(
              p -> p.found.equals("if") && !p.beginsStatement(),
              "a choice is written `if c { a } else { b }`"),
          new Form(
              p -> isName(p.found) && isDigits(p.before) && !WORDS.containsKey(p.found),
              "a product is written `2 * x`"));

  private ForeignForms() {}

  /// A help line for the token that can't be read; empty text if it is none of these.
  static String help(Parser parser, Token found) {
    var place = place(parser, found);
    if (place.rules.innermost instanceof StrakeParser.FileContext) {
      return declaration(place);
    }
    return WORDS.containsKey(place.found)
        ? WORDS.get(place.found)
        : FORMS.stream().filter(f -> f.isThis.test(place)).map(Form::help).findFirst().orElse("");
  }

  private static String declaration(Place place) {
    if (IMPORTING.contains(place.found)) {
      return "libraries are imported with `import std.math;`";
    }
    return DECLARING.contains(place.found) ? DECLARATION : "";
  }

  private static Place place(Parser parser, Token found) {
    var stream = parser.getTokenStream();
    var before = neighbour(stream, found.getTokenIndex(), -1);
    var next = neighbour(stream, found.getTokenIndex(), 1);
    return new Place(
        text(stream, neighbour(stream, before, -1)),
        text(stream, before),
        text(stream, found.getTokenIndex()),
        text(stream, next),
        text(stream, neighbour(stream, next, 1)),
        new Rules(parser.getContext()));
  }

  /// The index of the token that the parser sees before or behind one; that of no token at an end.
  private static int neighbour(TokenStream stream, int index, int step) {
    var other = index + step;
    while (other >= 0
        && other < stream.size()
        && stream.get(other).getChannel() != Token.DEFAULT_CHANNEL) {
      other += step;
    }
    return other;
  }

  private static String text(TokenStream stream, int index) {
    var exists = index >= 0 && index < stream.size() && stream.get(index).getType() != Token.EOF;
    return exists ? stream.get(index).getText() : "";
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_')
        && !Expectation.keywords().contains(text);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }
}
