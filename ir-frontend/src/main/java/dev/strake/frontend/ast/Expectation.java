package dev.strake.frontend.ast;

import dev.strake.frontend.grammar.StrakeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/// Says in a few words what the grammar allows at a place: `an expression`, not thirteen tokens.
final class Expectation {
  /// Tokens that stand for one idea. Where all of `core` is expected, `phrase` says it for `all`.
  private record Group(String phrase, IntervalSet core, IntervalSet all) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "a declaration",
              new IntervalSet(StrakeParser.KERNEL, StrakeParser.FN),
              new IntervalSet(
                  StrakeParser.KERNEL,
                  StrakeParser.FN,
                  StrakeParser.CONST,
                  StrakeParser.TEST,
                  StrakeParser.IMPORT,
                  StrakeParser.AT,
                  StrakeParser.LBRACE,
                  Token.EOF)),
          new Group(
              "an expression",
              new IntervalSet(StrakeParser.NAME, StrakeParser.INTEGER, StrakeParser.LPAREN),
              new IntervalSet(
                  StrakeParser.NAME,
                  StrakeParser.INTEGER,
                  StrakeParser.DECIMAL,
                  StrakeParser.INF,
                  StrakeParser.NAN,
                  StrakeParser.TRUE,
                  StrakeParser.FALSE,
                  StrakeParser.LPAREN,
                  StrakeParser.MINUS,
                  StrakeParser.NOT,
                  StrakeParser.TILDE,
                  StrakeParser.SCAN,
                  StrakeParser.LBRACKET,
                  StrakeParser.IF)),
          new Group(
              "a statement",
              new IntervalSet(StrakeParser.LET, StrakeParser.RETURN),
              new IntervalSet(
                  StrakeParser.LET,
                  StrakeParser.VAR,
                  StrakeParser.NAME,
                  StrakeParser.PAR,
                  StrakeParser.SEQ,
                  StrakeParser.FOR,
                  StrakeParser.WHILE,
                  StrakeParser.IF,
                  StrakeParser.SCATTER,
                  StrakeParser.PRINT,
                  StrakeParser.ASSERT,
                  StrakeParser.RETURN,
                  StrakeParser.LBRACE)),
          new Group(
              "an operator",
              new IntervalSet(StrakeParser.STAR, StrakeParser.PLUS),
              new IntervalSet(
                  StrakeParser.AS,
                  StrakeParser.STAR,
                  StrakeParser.SLASH,
                  StrakeParser.PERCENT,
                  StrakeParser.PLUS,
                  StrakeParser.MINUS,
                  StrakeParser.SHL,
                  StrakeParser.SHR,
                  StrakeParser.USHR,
                  StrakeParser.AMP,
                  StrakeParser.CARET,
                  StrakeParser.PIPE,
                  StrakeParser.EQ,
                  StrakeParser.NE,
                  StrakeParser.LT,
                  StrakeParser.LE,
                  StrakeParser.GT,
                  StrakeParser.GE,
                  StrakeParser.AND_AND,
                  StrakeParser.OR_OR)),
          new Group(
              "an assignment",
              new IntervalSet(StrakeParser.ASSIGN, StrakeParser.PLUS_ASSIGN),
              new IntervalSet(
                  StrakeParser.ASSIGN,
                  StrakeParser.PLUS_ASSIGN,
                  StrakeParser.MINUS_ASSIGN,
                  StrakeParser.STAR_ASSIGN,
                  StrakeParser.SLASH_ASSIGN,
                  StrakeParser.PERCENT_ASSIGN,
                  StrakeParser.AMP_ASSIGN,
                  StrakeParser.PIPE_ASSIGN,
                  StrakeParser.CARET_ASSIGN)));

  /// One example per rule, shown where the rule could not be read; the innermost rule wins.
  private static final Map<Integer, String> EXAMPLES =
      Map.ofEntries(
          Map.entry(StrakeParser.RULE_importDeclaration, "import std.math;"),
          Map.entry(StrakeParser.RULE_annotation, "@ufunc(int, float)"),
          Map.entry(StrakeParser.RULE_function, "fn twice(a: f64) -> f64 = a + a;"),
          Map.entry(StrakeParser.RULE_constant, "const PI = 3.141592653589793;"),
          Map.entry(StrakeParser.RULE_test, "test \"of nothing\" { ... }"),
          Map.entry(StrakeParser.RULE_kernel, "kernel fill(v: f64, x: inout f64[n]) { ... }"),
          Map.entry(StrakeParser.RULE_generic, "T: float"),
          Map.entry(StrakeParser.RULE_parameter, "y: inout f64[h, w]"),
          Map.entry(StrakeParser.RULE_result, "out: f64[n]"),
          Map.entry(StrakeParser.RULE_where, "where n > 0, h >= 2"),
          Map.entry(StrakeParser.RULE_binder, "j in 0..n"));

  /// The forms of statements, by the word they start with.
  private static final Map<Integer, String> STATEMENTS =
      Map.ofEntries(
          Map.entry(StrakeParser.LET, "let x: f64 = a + b;"),
          Map.entry(StrakeParser.VAR, "var t: f64 = 0;"),
          Map.entry(StrakeParser.NAME, "y[i] = a + b;"),
          Map.entry(StrakeParser.PAR, "par for i in 0..h, j in 0..w { ... }"),
          Map.entry(StrakeParser.SEQ, "seq for t in 0..steps { ... }"),
          Map.entry(StrakeParser.WHILE, "while a < b { ... }"),
          Map.entry(StrakeParser.IF, "if a < b { ... } else { ... }"),
          Map.entry(StrakeParser.SCATTER, "scatter h[k[i]] += w[i] for i in 0..n oob drop;"),
          Map.entry(StrakeParser.PRINT, "print \"at\", i;"),
          Map.entry(StrakeParser.ASSERT, "assert n > 1, \"needs two elements\";"),
          Map.entry(StrakeParser.RETURN, "return a + b;"));

  private static final Set<String> KEYWORDS =
      IntStream.rangeClosed(0, StrakeParser.VOCABULARY.getMaxTokenType())
          .filter(Expectation::isKeyword)
          .mapToObj(Expectation::literal)
          .collect(Collectors.toUnmodifiableSet());

  private Expectation() {}

  static boolean isKeyword(int type) {
    return type >= StrakeParser.IMPORT && type <= StrakeParser.SCATTER;
  }

  static Set<String> keywords() {
    return KEYWORDS;
  }

  /// Whether a name stands here and nothing else could.
  static boolean isSingleName(IntervalSet expected) {
    return expected.contains(StrakeParser.NAME) && !expected.contains(StrakeParser.INTEGER);
  }

  static String of(IntervalSet expected) {
    var rest = new IntervalSet(expected);
    var phrases = new ArrayList<String>();
    for (var group : GROUPS) {
      if (rest.and(group.core()).size() == group.core().size()) {
        phrases.add(group.phrase());
        rest = rest.subtract(group.all());
      }
    }
    for (var type : rest.toList()) {
      phrases.add(phrases.isEmpty() ? 0 : phrases.size() - 1, shown(type));
    }
    return phrases.isEmpty() ? "something else" : joined(phrases);
  }

  private static String joined(List<String> phrases) {
    if (phrases.size() == 1) {
      return phrases.getFirst();
    }
    var last = phrases.size() - 1;
    return String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }

  private static String shown(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case StrakeParser.NAME -> "a name";
      case StrakeParser.INTEGER, StrakeParser.DECIMAL -> "a number";
      case StrakeParser.STRING -> "a text in quotes";
      default -> "`" + literal(type) + "`";
    };
  }

  private static String literal(int type) {
    return StrakeParser.VOCABULARY.getLiteralName(type).replace("'", "");
  }

  static String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the file";
    }
    return token.getType() == StrakeParser.STRING ? "a text" : "`" + token.getText() + "`";
  }

  /// The help line for the rule being read: how it is written.
  static String example(ParserRuleContext context) {
    for (RuleContext rule = context; rule != null; rule = rule.parent) {
      if (rule instanceof StrakeParser.StatementContext statement) {
        return written(STATEMENTS.getOrDefault(statement.getStart().getType(), ""));
      }
      if (isExpressionBody(rule)) {
        return "";
      }
      if (EXAMPLES.containsKey(rule.getRuleIndex())) {
        return written(EXAMPLES.get(rule.getRuleIndex()));
      }
      if (rule instanceof StrakeParser.BlockContext) {
        return "";
      }
    }
    return "";
  }

  /// An example of a whole function would not help inside of its value.
  private static boolean isExpressionBody(RuleContext rule) {
    return rule instanceof StrakeParser.FunctionBodyContext body && body.ASSIGN() != null;
  }

  private static String written(String example) {
    return example.isEmpty() ? "" : "for example: `" + example + "`";
  }
}
