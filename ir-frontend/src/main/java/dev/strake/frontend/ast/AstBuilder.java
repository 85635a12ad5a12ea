package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.Source;
import dev.strake.frontend.ast.Ast.Completeness;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.frontend.grammar.StrakeParser.AnnotationContext;
import dev.strake.frontend.grammar.StrakeParser.BlockContext;
import dev.strake.frontend.grammar.StrakeParser.ConstantContext;
import dev.strake.frontend.grammar.StrakeParser.DeclarationContext;
import dev.strake.frontend.grammar.StrakeParser.FileContext;
import dev.strake.frontend.grammar.StrakeParser.FunctionContext;
import dev.strake.frontend.grammar.StrakeParser.GenericContext;
import dev.strake.frontend.grammar.StrakeParser.GenericsContext;
import dev.strake.frontend.grammar.StrakeParser.ImportDeclarationContext;
import dev.strake.frontend.grammar.StrakeParser.KernelContext;
import dev.strake.frontend.grammar.StrakeParser.ParameterContext;
import dev.strake.frontend.grammar.StrakeParser.PathContext;
import dev.strake.frontend.grammar.StrakeParser.ResultContext;
import dev.strake.frontend.grammar.StrakeParser.ResultsContext;
import dev.strake.frontend.grammar.StrakeParser.TestContext;
import dev.strake.frontend.grammar.StrakeParser.TypeContext;
import dev.strake.frontend.grammar.StrakeParser.WhereContext;
import dev.strake.ir.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Reads a source into its syntax tree. Whatever is wrong is reported and left out, so that the
/// rest can still be checked; no text makes it throw.
public final class AstBuilder {
  private final Spans spans;
  private final CommonTokenStream tokens;
  private final Mistakes mistakes;
  private final Terminals terminals;
  private final StatementBuilder statements;
  private final ExpressionBuilder expressions;

  private AstBuilder(Spans spans, CommonTokenStream tokens, Mistakes mistakes) {
    this.spans = spans;
    this.tokens = tokens;
    this.mistakes = mistakes;
    this.terminals = new Terminals(spans, mistakes);
    var depth = new Depth(spans, mistakes);
    this.expressions = new ExpressionBuilder(spans, mistakes, terminals, depth);
    this.statements = new StatementBuilder(spans, mistakes, terminals, expressions, depth);
  }

  /// The tree of a source; its mistakes are added to `mistakes`.
  public static Ast.File parse(Source source, Mistakes mistakes) {
    var spans = new Spans(source.name());
    var balanced = Brackets.balance(Tokens.read(source, spans, mistakes), spans, mistakes);
    if (mistakes.isFull() || balanced.tokens().isEmpty()) {
      return nothing(source);
    }
    var tokens = new CommonTokenStream(new ListTokenSource(balanced.tokens()));
    tokens.fill();
    var parser = new StrakeParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new SyntaxErrors(spans, mistakes, balanced.doubtfulOffsets()));
    parser.addParseListener(new ReductionDepth(spans, mistakes));
    try {
      return new AstBuilder(spans, tokens, mistakes).file(parser.file());
    } catch (ParseCancellationException _) {
      // Thrown by the two objects above, after they reported why.
      return nothing(source);
    }
  }

  private static Ast.File nothing(Source source) {
    var start = new Spans(source.name()).start();
    return new Ast.File(
        List.of(), List.of(), List.of(), List.of(), List.of(), Completeness.PARTIAL, start);
  }

  private Ast.File file(FileContext context) {
    var constants = new ArrayList<Ast.Constant>();
    var functions = new ArrayList<Ast.Function>();
    var tests = new ArrayList<Ast.Test>();
    var kernels = new ArrayList<Ast.Kernel>();
    var complete = context.exception == null;
    for (var declaration : context.declaration()) {
      if (declaration.kernel() instanceof KernelContext kernel && kernel.exception == null) {
        kernels.add(kernel(declaration, kernel));
      } else if (declaration.function() instanceof FunctionContext function
          && function.exception == null) {
        functions.add(function(declaration, function));
      } else if (declaration.constant() instanceof ConstantContext constant
          && constant.exception == null) {
        constants.add(constant(declaration, constant));
      } else if (declaration.test() instanceof TestContext test && test.exception == null) {
        tests.add(test(declaration, test));
      } else {
        complete = false;
      }
    }
    for (var block : context.block()) {
      strayBlock(block, complete);
    }
    var imports = context.importDeclaration().stream().map(this::importDeclaration).toList();
    var completeness = complete ? Completeness.COMPLETE : Completeness.PARTIAL;
    return new Ast.File(
        imports, constants, functions, kernels, tests, completeness, spans.of(context));
  }

  /// A block outside of a declaration follows a head that could not be read; otherwise it is a
  /// mistake itself.
  private void strayBlock(BlockContext block, boolean complete) {
    statements.block(block);
    if (complete) {
      mistakes.add(
          ErrorCode.STRAY_BLOCK
              .at(spans.of(block.getStart()))
              .withHelp("statements stand in a `kernel` or a `fn`"));
    }
  }

  private Ast.Import importDeclaration(ImportDeclarationContext context) {
    return context.STRING() == null
        ? new Ast.Import(Ast.Origin.LIBRARY, path(context.path()), spans.of(context))
        : new Ast.Import(
            Ast.Origin.FILE,
            terminals.text(context.STRING()),
            spans.of(context.STRING().getSymbol()));
  }

  private Ast.Constant constant(DeclarationContext declaration, ConstantContext context) {
    checkUnannotated(declaration);
    var type =
        context.COLON() == null
            ? new Ast.DeclaredType.OfValue()
            : new Ast.DeclaredType.Written(terminals.name(context.NAME(1)), List.of());
    return new Ast.Constant(
        terminals.name(context.NAME(0)),
        DocComments.before(declaration, tokens),
        type,
        expressions.expression(context.expression()),
        spans.of(context));
  }

  private Ast.Test test(DeclarationContext declaration, TestContext context) {
    checkUnannotated(declaration);
    return new Ast.Test(
        terminals.text(context.STRING()), statements.block(context.block()), spans.of(context));
  }

  private void checkUnannotated(DeclarationContext declaration) {
    for (var context : declaration.annotation()) {
      var annotation = annotation(context);
      mistakes.add(ErrorCode.MISPLACED_ANNOTATION.at(annotation.span(), annotation.name().text()));
    }
  }

  private static String path(PathContext context) {
    return context == null || context.exception != null ? "" : context.getText();
  }

  private Ast.Function function(DeclarationContext declaration, FunctionContext context) {
    var header = header(declaration, context.NAME(), context.generics(), context.parameter());
    var results =
        context.resultTypes() == null || context.resultTypes().NAME().isEmpty()
            ? List.of(terminals.name(null))
            : context.resultTypes().NAME().stream().map(terminals::name).toList();
    var definition = context.functionBody();
    var body =
        definition == null || definition.block() != null
            ? statements.block(definition == null ? null : definition.block())
            : expressionBody(expressions.expression(definition.expression()));
    return new Ast.Function(header, results, body, spans.of(context));
  }

  /// `= value;` is short for `{ return value; }`.
  private static Ast.Block expressionBody(Ast.Expr value) {
    return new Ast.Block(List.of(new Ast.Stmt.Return(value, value.span())), value.span());
  }

  private Ast.Kernel kernel(DeclarationContext declaration, KernelContext context) {
    var header = header(declaration, context.NAME(), context.generics(), context.parameter());
    return new Ast.Kernel(
        header,
        results(context.results()),
        completeness(context.results() == null ? List.of() : context.results().result()),
        where(context.where()),
        statements.block(context.block()),
        spans.of(context));
  }

  private Ast.Header header(
      DeclarationContext declaration,
      TerminalNode name,
      GenericsContext generics,
      List<ParameterContext> parameters) {
    return new Ast.Header(
        terminals.name(name),
        DocComments.before(declaration, tokens),
        declaration.annotation().stream().map(this::annotation).toList(),
        generics(generics),
        parameters.stream().filter(AstBuilder::isReadable).map(this::parameter).toList(),
        completeness(parameters));
  }

  private static Completeness completeness(List<? extends ParserRuleContext> contexts) {
    return contexts.stream().allMatch(AstBuilder::isReadable)
        ? Completeness.COMPLETE
        : Completeness.PARTIAL;
  }

  private static boolean isReadable(ParserRuleContext context) {
    return context.exception == null;
  }

  private Ast.Annotation annotation(AnnotationContext context) {
    var names = context.NAME().stream().map(terminals::name).toList();
    if (names.isEmpty()) {
      return new Ast.Annotation(terminals.name(null), List.of(), spans.of(context));
    }
    return new Ast.Annotation(names.getFirst(), names.subList(1, names.size()), spans.of(context));
  }

  private List<Ast.TypeParameter> generics(GenericsContext context) {
    if (context == null) {
      return List.of();
    }
    return context.generic().stream()
        .filter(AstBuilder::isReadable)
        .map(this::typeParameter)
        .toList();
  }

  private Ast.TypeParameter typeParameter(GenericContext context) {
    var names = context.NAME().stream().map(terminals::name).toList();
    return new Ast.TypeParameter(
        names.getFirst(), names.subList(1, names.size()), spans.of(context));
  }

  private Ast.Parameter parameter(ParameterContext context) {
    var role = context.INOUT() == null ? Role.IN : Role.INOUT;
    return declared(context, context.NAME(), role, context.type());
  }

  private List<Ast.Parameter> results(ResultsContext context) {
    if (context == null) {
      return List.of();
    }
    return context.result().stream().filter(AstBuilder::isReadable).map(this::result).toList();
  }

  private Ast.Parameter result(ResultContext context) {
    return declared(context, context.NAME(), Role.OUT, context.type());
  }

  private Ast.Parameter declared(
      ParserRuleContext context, TerminalNode name, Role role, TypeContext type) {
    var element = terminals.name(type == null ? null : type.NAME());
    return new Ast.Parameter(
        terminals.name(name), role, element, expressions.dims(type), spans.of(context));
  }

  private List<Ast.Expr> where(WhereContext context) {
    return context == null
        ? List.of()
        : context.expression().stream().map(expressions::expression).toList();
  }
}
