package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.grammar.StrakeParser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Limits what nests without brackets, reductions as bodies of reductions, before the parser's
/// recursion exhausts the stack. [Brackets] limits the rest.
final class ReductionDepth implements ParseTreeListener {
  private final Spans spans;
  private final Mistakes mistakes;
  private int depth;

  ReductionDepth(Spans spans, Mistakes mistakes) {
    this.spans = spans;
    this.mistakes = mistakes;
  }

  @Override
  public void enterEveryRule(ParserRuleContext context) {
    if (nests(context)) {
      depth++;
    }
    if (depth > Brackets.DEPTH_LIMIT) {
      var place = spans.of(context.getStart());
      mistakes.add(ErrorCode.TOO_DEEP.at(place, Brackets.DEPTH_LIMIT));
      throw new ParseCancellationException("nested too deeply");
    }
  }

  @Override
  public void exitEveryRule(ParserRuleContext context) {
    if (nests(context)) {
      depth--;
    }
  }

  private static boolean nests(ParserRuleContext context) {
    return context.getRuleIndex() == StrakeParser.RULE_reductionBody
        || context.getRuleIndex() == StrakeParser.RULE_ofNothing;
  }

  @Override
  public void visitTerminal(TerminalNode node) {
    // Tokens don't nest.
  }

  @Override
  public void visitErrorNode(ErrorNode node) {
    // Tokens don't nest.
  }
}
