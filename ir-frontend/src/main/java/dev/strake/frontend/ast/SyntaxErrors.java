package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.ir.diag.Diagnostic;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// Turns what stops the parser into sentences, and lets it go on where the next mistake is likely
/// to be one of its own: behind the parameter, the statement or the declaration that can't be read.
final class SyntaxErrors extends DefaultErrorStrategy {
  private static final IntervalSet DECLARATION_STARTS =
      new IntervalSet(
          StrakeParser.KERNEL,
          StrakeParser.FN,
          StrakeParser.CONST,
          StrakeParser.TEST,
          StrakeParser.IMPORT,
          StrakeParser.AT,
          Token.EOF);
  private static final IntervalSet ITEM_ENDS =
      new IntervalSet(
          StrakeParser.COMMA,
          StrakeParser.RPAREN,
          StrakeParser.RBRACKET,
          StrakeParser.RBRACE,
          StrakeParser.LBRACE,
          StrakeParser.GT,
          StrakeParser.SEMI,
          Token.EOF);
  private static final IntervalSet STATEMENT_ENDS =
      new IntervalSet(
          StrakeParser.RBRACE,
          StrakeParser.LBRACE,
          StrakeParser.LET,
          StrakeParser.VAR,
          StrakeParser.PAR,
          StrakeParser.SEQ,
          StrakeParser.WHILE,
          StrakeParser.SCATTER,
          StrakeParser.PRINT,
          StrakeParser.ASSERT,
          StrakeParser.RETURN,
          Token.EOF);

  private final Spans spans;
  private final Mistakes mistakes;
  private final Set<Integer> doubtfulOffsets;
  private int brokenStatementEnd = -1;

  SyntaxErrors(Spans spans, Mistakes mistakes, Set<Integer> doubtfulOffsets) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.doubtfulOffsets = doubtfulOffsets;
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (inErrorRecoveryMode(parser)) {
      return;
    }
    beginErrorCondition(parser);
    report(parser, e.getOffendingToken(), expected(parser, e));
  }

  /// Empty if the parser looked further ahead before it gave up.
  private static IntervalSet expected(Parser parser, RecognitionException e) {
    return e instanceof NoViableAltException choice
            && choice.getStartToken() != choice.getOffendingToken()
        ? new IntervalSet()
        : parser.getExpectedTokens();
  }

  @Override
  protected void reportUnwantedToken(Parser parser) {
    reportHere(parser);
  }

  @Override
  protected void reportMissingToken(Parser parser) {
    reportHere(parser);
  }

  private void reportHere(Parser parser) {
    if (inErrorRecoveryMode(parser)) {
      return;
    }
    beginErrorCondition(parser);
    report(parser, parser.getCurrentToken(), getExpectedTokens(parser));
  }

  private void report(Parser parser, Token found, IntervalSet expected) {
    if (doubtfulOffsets.contains(found.getStartIndex())) {
      return;
    }
    mistakes.add(diagnostic(parser, found, expected));
    if (mistakes.isFull()) {
      throw new ParseCancellationException("no point in going on");
    }
  }

  private Diagnostic diagnostic(Parser parser, Token found, IntervalSet expected) {
    var type = found.getType();
    if (type == StrakeParser.ELSE) {
      return ErrorCode.STRAY_ELSE.at(spans.of(found));
    }
    if (Expectation.isSingleName(expected) && Expectation.isKeyword(type)) {
      return ErrorCode.RESERVED_WORD
          .at(spans.of(found), found.getText())
          .withHelp("choose another name, such as `" + found.getText() + "_`");
    }
    if (isAtLineEnd(parser, found, expected)) {
      return unended(parser);
    }
    var place = spans.of(found);
    var diagnostic =
        expected.isNil()
            ? ErrorCode.MISPLACED.at(place, Expectation.shown(found))
            : ErrorCode.UNEXPECTED.at(place, Expectation.of(expected), Expectation.shown(found));
    var foreign = ForeignForms.help(parser, found);
    return diagnostic.withHelp(foreign.isEmpty() ? help(parser, type) : foreign);
  }

  private Diagnostic unended(Parser parser) {
    var place = spans.after(parser.getInputStream().LT(-1));
    return ErrorCode.UNEXPECTED
        .at(place, "`;`", "the end of the line")
        .withEdit("write `;` here", place, ";");
  }

  private static String help(Parser parser, int found) {
    var isCall =
        found == StrakeParser.LPAREN
            && parser.getContext() instanceof StrakeParser.AssignContext assign
            && assign.getChildCount() == 1;
    return isCall
        ? "an element is written `y[i] = a;`; a call is no statement, its value is: `y[i] = f(a);`"
        : Expectation.example(parser.getContext());
  }

  /// A `;` is missing where the line ends, not where the next one begins.
  private static boolean isAtLineEnd(Parser parser, Token found, IntervalSet expected) {
    return expected.contains(StrakeParser.SEMI)
        && parser.getInputStream().LT(-1).getLine() < found.getLine();
  }

  /// Pretends that a missing token is there if it can only have been forgotten: a `;` at the end of
  /// a line or block, a `:`, a `->`. Anything else would be guessing.
  @Override
  protected boolean singleTokenInsertion(Parser parser) {
    var missing = nextTokens(parser);
    var isForgotten =
        missing.contains(StrakeParser.SEMI)
            ? isAtLineEnd(parser, parser.getCurrentToken(), missing)
                || parser.getCurrentToken().getType() == StrakeParser.RBRACE
            : missing.contains(StrakeParser.ARROW)
                || missing.contains(StrakeParser.COLON)
                    && parser.getCurrentToken().getType() != StrakeParser.NAME;
    return isForgotten && super.singleTokenInsertion(parser);
  }

  /// A token too many is rather the first of several of a form that is not of this language.
  @Override
  protected Token singleTokenDeletion(Parser parser) {
    return null;
  }

  /// Loops over statements and declarations skip what can't start one; elsewhere the rules say it.
  @Override
  public void sync(Parser parser) {
    var context = parser.getContext();
    if (context instanceof StrakeParser.BlockContext && isAfterBrace(parser)) {
      syncBlock(parser);
    } else if (context instanceof StrakeParser.FileContext) {
      syncFile(parser);
    }
  }

  private static boolean isAfterBrace(Parser parser) {
    return parser.getContext().getChildCount() > 0;
  }

  private void syncBlock(Parser parser) {
    while (!nextTokens(parser).contains(parser.getInputStream().LA(1))) {
      var token = parser.getCurrentToken();
      if (token.getType() == Token.EOF) {
        return;
      }
      // The `else` of an `if` that could not be read has been judged with it.
      if (token.getType() != StrakeParser.ELSE || !followsBrokenStatement(parser)) {
        reportError(parser, new InputMismatchException(parser));
      }
      parser.consume();
      skipStatement(parser);
      endErrorCondition(parser);
    }
  }

  private boolean followsBrokenStatement(Parser parser) {
    var context = parser.getContext();
    var last = context.getChild(context.getChildCount() - 1);
    return last instanceof StrakeParser.BareContext bare
        && bare.getStart().getTokenIndex() == brokenStatementEnd;
  }

  private void syncFile(Parser parser) {
    while (!nextTokens(parser).contains(parser.getInputStream().LA(1))) {
      if (parser.getCurrentToken().getType() == Token.EOF) {
        return;
      }
      reportError(parser, new InputMismatchException(parser));
      parser.consume();
      skip(parser, DECLARATION_STARTS);
      endErrorCondition(parser);
    }
  }

  private static IntervalSet nextTokens(Parser parser) {
    var atn = parser.getInterpreter().atn;
    return atn.nextTokens(atn.states.get(parser.getState()));
  }

  @Override
  public void recover(Parser parser, RecognitionException e) {
    switch (parser.getContext().getRuleIndex()) {
      case StrakeParser.RULE_statement -> skipStatement(parser);
      case StrakeParser.RULE_parameter,
          StrakeParser.RULE_result,
          StrakeParser.RULE_generic,
          StrakeParser.RULE_binder ->
          skip(parser, ITEM_ENDS);
      case StrakeParser.RULE_functionBody -> recoverBody(parser, e);
      case StrakeParser.RULE_kernel,
          StrakeParser.RULE_function,
          StrakeParser.RULE_constant,
          StrakeParser.RULE_test ->
          skip(parser, DECLARATION_STARTS.or(IntervalSet.of(StrakeParser.LBRACE)));
      case StrakeParser.RULE_declaration,
          StrakeParser.RULE_importDeclaration,
          StrakeParser.RULE_file ->
          skip(parser, DECLARATION_STARTS);
      // The rule around it knows better where to go on.
      default -> throw e;
    }
  }

  /// The value of a function goes up to its `;`: braces in it are no body.
  private static void recoverBody(Parser parser, RecognitionException e) {
    if (!(parser.getContext() instanceof StrakeParser.FunctionBodyContext body)
        || body.ASSIGN() == null) {
      throw e;
    }
    skip(parser, DECLARATION_STARTS.or(IntervalSet.of(StrakeParser.SEMI)));
    if (parser.getInputStream().LA(1) == StrakeParser.SEMI) {
      parser.consume();
    }
  }

  /// Up to the end of the statement, its block, or the next statement.
  private void skipStatement(Parser parser) {
    skip(parser, STATEMENT_ENDS.or(IntervalSet.of(StrakeParser.SEMI)));
    if (parser.getInputStream().LA(1) == StrakeParser.SEMI) {
      parser.consume();
    }
    brokenStatementEnd = parser.getCurrentToken().getTokenIndex();
  }

  /// Consumes tokens up to one of `ends` that stands outside of the brackets passed on the way.
  private static void skip(Parser parser, IntervalSet ends) {
    var depth = 0;
    var type = parser.getInputStream().LA(1);
    while (type != Token.EOF && (depth > 0 || !ends.contains(type))) {
      depth = Math.max(0, depth + nesting(type));
      parser.consume();
      type = parser.getInputStream().LA(1);
    }
  }

  private static int nesting(int type) {
    return switch (type) {
      case StrakeParser.LPAREN, StrakeParser.LBRACKET, StrakeParser.LBRACE -> 1;
      case StrakeParser.RPAREN, StrakeParser.RBRACKET, StrakeParser.RBRACE -> -1;
      default -> 0;
    };
  }
}
