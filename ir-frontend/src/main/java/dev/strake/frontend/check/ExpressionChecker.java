package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Finds the type of every expression. A result is empty if there was a mistake in it, which has
/// been reported; nothing is reported twice on its account.
final class ExpressionChecker {
  private final Body body;
  private final CallChecker calls;
  private final NameChecker names;
  private final SeveralChecker several;
  private final ReductionChecker reductions;
  private final Agreement agreement;

  ExpressionChecker(Body body) {
    this.body = body;
    this.calls = new CallChecker(body, this);
    this.names = new NameChecker(body, this);
    this.several = new SeveralChecker(body, this);
    this.reductions = new ReductionChecker(body, this, several);
    this.agreement = new Agreement(body, this);
  }

  Optional<Typed.Expr> check(Expr expression, Wanted wanted) {
    return switch (expression) {
      case Expr.IntegerLiteral literal -> integer(literal, wanted);
      case Expr.DecimalLiteral literal -> decimal(literal, wanted);
      case Expr.BoolLiteral(var value, _) ->
          fit(new Typed.Expr.Literal(ScalarType.BOOL, value ? 1 : 0), expression, wanted);
      case Expr.Use(var name) -> fit(names.use(name, wanted), expression, wanted);
      case Expr.Index index -> fit(names.element(index), expression, wanted);
      case Expr.Call call -> fit(calls.check(call, wanted), expression, wanted);
      case Expr.Prefix prefix -> prefix(prefix, wanted);
      case Expr.Chain chain -> fit(chain(chain, wanted), expression, wanted);
      case Expr.Compare compare -> fit(compare(compare), expression, wanted);
      case Expr.Logical logical -> fit(logical(logical), expression, wanted);
      case Expr.Cast cast -> fit(cast(cast), expression, wanted);
      case Expr.If choice -> fit(choice(choice, wanted), expression, wanted);
      case Expr.Reduce reduce -> fit(reductions.check(reduce, wanted), expression, wanted);
      case Expr.Slice slice -> misplaced(slice);
      case Expr.Tuple tuple -> misplaced(tuple);
      case Expr.ArrayValue array -> misplaced(array);
      case Expr.Scan scan -> misplaced(scan);
      case Expr.Pack _, Expr.Missing _ -> Optional.empty();
    };
  }

  private Optional<Typed.Expr> misplaced(Expr.ArrayValue array) {
    body.report(
        ErrorCode.MISPLACED
            .at(array.span(), "an array given by its elements")
            .withHelp(
                body.isTest()
                    ? "give it a name: `let x = [1.0, 2.0];`"
                    : "in a kernel: `let x[i in 0..n] = ...;`; elements are listed in tests only"));
    return Optional.empty();
  }

  /// What checks places where several values may stand.
  SeveralChecker several() {
    return several;
  }

  /// As many values as the call gives.
  Optional<Typed.Several> severalOf(Expr.Call call, List<Wanted> wanted) {
    return calls.several(call, wanted);
  }

  /// As many values as the reduction gives.
  Optional<Typed.Several> severalOf(Expr.Reduce reduce, List<Wanted> wanted) {
    return reductions.several(reduce, wanted);
  }

  private Optional<Typed.Expr> misplaced(Expr.Tuple tuple) {
    tuple.parts().forEach(part -> check(part, Wanted.ANYTHING));
    var found = SeveralChecker.values(tuple.parts().size());
    body.report(
        ErrorCode.MISPLACED_TUPLE
            .at(tuple.span(), found)
            .withHelp(
                "several values are results of functions, elements of reductions, and what"
                    + " `let (a, b) = ...;` takes apart"));
    return Optional.empty();
  }

  private Optional<Typed.Expr> misplaced(Expr.Scan scan) {
    body.report(
        ErrorCode.MISPLACED_SCAN
            .at(scan.span())
            .withHelp("declare an array: `let c[j in 0..n] = scan add[j in 0..n] x[j];`"));
    return Optional.empty();
  }

  private Optional<Typed.Expr> misplaced(Expr.Slice slice) {
    body.report(
        ErrorCode.SLICE_AS_VALUE
            .at(slice.span(), slice.array().text())
            .withHelp(
                "a function takes it, such as `fn total(a: f64[n]) -> f64 = sum[k in 0..n]"
                    + " a[k];`"));
    return Optional.empty();
  }

  private Optional<Typed.Expr> fit(
      Optional<? extends Typed.Expr> found, Expr expression, Wanted wanted) {
    return found.flatMap(typed -> fit(typed, expression, wanted));
  }

  /// The typed expression if its place wants its type; otherwise nothing, and a report.
  Optional<Typed.Expr> fit(Typed.Expr found, Expr expression, Wanted wanted) {
    if (wanted instanceof Wanted.Exactly(var type, var because) && found.type() != type) {
      body.report(new TypeMismatch(body, expression, found.type(), type, because).diagnostic());
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private Optional<Typed.Expr> integer(Expr.IntegerLiteral literal, Wanted wanted) {
    var type = wanted instanceof Wanted.Exactly(var asked, _) ? asked : ScalarType.I64;
    if (type.isComplex()) {
      return integer(literal, Wanted.component(wanted)).map(ComplexNumbers::real);
    }
    if (type.isBool()) {
      body.report(
          ErrorCode.LITERAL_KIND
              .at(literal.span(), "`" + literal.digits() + "`", type)
              .withHelp("write `true` or `false`"));
      return Optional.empty();
    }
    var bits = Literals.integer(literal.digits(), type);
    if (bits.isEmpty()) {
      body.report(ErrorCode.LITERAL_RANGE.at(literal.span(), literal.digits(), type));
      return Optional.empty();
    }
    return Optional.of(new Typed.Expr.Literal(type, bits.getAsLong()));
  }

  private Optional<Typed.Expr> decimal(Expr.DecimalLiteral literal, Wanted wanted) {
    var type = wanted instanceof Wanted.Exactly(var asked, _) ? asked : ScalarType.F64;
    if (type.isComplex()) {
      return decimal(literal, Wanted.component(wanted)).map(ComplexNumbers::real);
    }
    if (!type.isFloat() && !type.isHalf()) {
      var because =
          wanted instanceof Wanted.Exactly(_, var labels)
              ? body.labels(literal.span(), labels)
              : body.labels(literal.span(), List.of());
      body.report(
          ErrorCode.LITERAL_KIND
              .at(literal.span(), "`" + literal.digits() + "`", type)
              .withLabels(because));
      return Optional.empty();
    }
    var bits = Literals.decimal(literal.digits(), type);
    if (bits.isEmpty()) {
      body.report(
          ErrorCode.LITERAL_RANGE
              .at(literal.span(), literal.digits(), type)
              .withHelp("infinity is written `inf`"));
      return Optional.empty();
    }
    return Optional.of(new Typed.Expr.Literal(type, bits.getAsLong()));
  }

  private Optional<Typed.Expr> prefix(Expr.Prefix prefix, Wanted wanted) {
    var op = prefix.op() == Ast.PrefixOp.MINUS ? UnaryOp.NEG : UnaryOp.NOT;
    var isNegation = prefix.op() == Ast.PrefixOp.NOT;
    var asked = accepts(prefix.op(), wanted) && !isNegation ? wanted : Wanted.ANYTHING;
    var operand = check(prefix.operand(), asked);
    if (operand.isEmpty()) {
      return Optional.empty();
    }
    var type = operand.get().type();
    if (!accepts(prefix.op(), type)) {
      body.report(
          ErrorCode.OPERATOR_TYPE
              .at(prefix.span(), "`" + prefix.op().symbol() + "`", type)
              .withHelp(wayOut(prefix.op(), type)));
      return Optional.empty();
    }
    return fit(new Typed.Expr.Unary(op, operand.get()), prefix, wanted);
  }

  private static boolean accepts(Ast.PrefixOp op, Wanted wanted) {
    return !(wanted instanceof Wanted.Exactly(var type, _)) || accepts(op, type);
  }

  private static boolean accepts(Ast.PrefixOp op, ScalarType type) {
    return switch (op) {
      case MINUS -> UnaryOp.NEG.accepts(type);
      case NOT -> type.isBool();
      case INVERT -> type.isInteger();
    };
  }

  private static String wayOut(Ast.PrefixOp op, ScalarType type) {
    return switch (op) {
      case MINUS -> "";
      case NOT -> type.isInteger() ? "`~` inverts bits; `== 0` compares" : "`== 0` compares";
      case INVERT -> type.isBool() ? "`!` is the opposite of a bool" : "";
    };
  }

  private Optional<Typed.Expr> chain(Expr.Chain chain, Wanted wanted) {
    var operands =
        Stream.concat(Stream.of(chain.first()), chain.links().stream().map(Expr.Link::operand))
            .toList();
    var ops = chain.links().stream().map(Expr.Link::op).toList();
    var typed = alike(operands, acceptable(ops, wanted));
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    var type = typed.get().getFirst().type();
    var links = new ArrayList<Typed.Expr.Link>();
    for (var i = 0; i < ops.size(); i++) {
      var span = cover(chain.first().span(), operands.get(i + 1).span());
      if (!isDefined(ops.get(i), type, span)) {
        return Optional.empty();
      }
      links.add(new Typed.Expr.Link(ops.get(i), typed.get().get(i + 1), span));
    }
    return Optional.of(new Typed.Expr.Chain(typed.get().getFirst(), links));
  }

  /// Whether the op has a meaning on the type; it is reported if not.
  boolean isDefined(BinaryOp op, ScalarType type, SourceSpan span) {
    if (op.accepts(type)) {
      return true;
    }
    body.report(ErrorCode.OPERATOR_TYPE.at(span, Operators.symbol(op), type));
    return false;
  }

  /// The wish, unless the ops can't fulfil it: then the whole is measured against it afterwards.
  Wanted acceptable(List<BinaryOp> ops, Wanted wanted) {
    return wanted instanceof Wanted.Exactly(var type, _)
            && !ops.stream().allMatch(op -> op.accepts(type))
        ? Wanted.ANYTHING
        : wanted;
  }

  static SourceSpan cover(SourceSpan first, SourceSpan last) {
    return new SourceSpan(
        first.source(), first.line(), first.column(), last.endLine(), last.endColumn());
  }

  /// Checks expressions that must have one type; see [Agreement].
  Optional<List<Typed.Expr>> alike(List<Expr> expressions, Wanted wanted) {
    return agreement.find(expressions, wanted);
  }

  private Optional<Typed.Expr> compare(Expr.Compare compare) {
    return alike(List.of(compare.left(), compare.right()), Wanted.ANYTHING)
        .filter(sides -> isDefined(compare, sides.getFirst().type()))
        .map(sides -> new Typed.Expr.Compare(compare.op(), sides.getFirst(), sides.getLast()));
  }

  private boolean isDefined(Expr.Compare compare, ScalarType type) {
    if (!compare.op().accepts(type)) {
      body.report(
          ErrorCode.OPERATOR_TYPE
              .at(compare.span(), "a comparison", type)
              .withHelp(
                  type.isComplex()
                      ? "complex numbers have no order; compare their parts: `real(z)`"
                      : "convert both sides: `as f32`"));
    }
    return compare.op().accepts(type);
  }

  private Optional<Typed.Expr> logical(Expr.Logical logical) {
    var op = logical.op() == Ast.LogicalOp.AND ? BinaryOp.AND : BinaryOp.OR;
    var operands = new ArrayList<Typed.Expr>();
    for (var operand : logical.operands()) {
      check(operand, Wanted.CONDITION).ifPresent(operands::add);
    }
    return operands.size() == logical.operands().size()
        ? Optional.of(new Typed.Expr.Logical(op, operands))
        : Optional.empty();
  }

  private Optional<Typed.Expr> choice(Expr.If choice, Wanted wanted) {
    var conditions = new ArrayList<Typed.Expr>();
    for (var arm : choice.arms()) {
      check(arm.condition(), Wanted.CONDITION).ifPresent(conditions::add);
    }
    var values =
        Stream.concat(choice.arms().stream().map(Expr.Arm::value), Stream.of(choice.otherwise()))
            .toList();
    var typed = alike(values, wanted);
    if (typed.isEmpty() || conditions.size() < choice.arms().size()) {
      return Optional.empty();
    }
    var arms = new ArrayList<Typed.Expr.Arm>();
    for (var i = 0; i < conditions.size(); i++) {
      arms.add(new Typed.Expr.Arm(conditions.get(i), typed.get().get(i)));
    }
    return Optional.of(new Typed.Expr.If(arms, typed.get().getLast()));
  }

  private Optional<Typed.Expr> cast(Expr.Cast cast) {
    var target = body.type(cast.type());
    var operand = target.flatMap(type -> literal(cast.operand(), type));
    if (operand.isEmpty()) {
      operand = check(cast.operand(), Wanted.ANYTHING);
    }
    if (target.isEmpty() || operand.isEmpty()) {
      return Optional.empty();
    }
    return operand.get().type() == target.get()
        ? operand
        : operand
            .filter(typed -> isConvertible(typed.type(), target.get(), cast))
            .map(typed -> new Typed.Expr.Cast(target.get(), typed));
  }

  private boolean isConvertible(ScalarType from, ScalarType to, Expr.Cast cast) {
    if (from.isComplex() && !to.isComplex()) {
      body.report(
          ErrorCode.OPERATOR_TYPE
              .at(cast.span(), "`as " + to + "`", from)
              .withHelp("take one part: `real(z)` or `imag(z)`"));
      return false;
    }
    return true;
  }

  /// A literal directly before `as` is rounded to the target at once, if the target can hold it.
  private Optional<Typed.Expr> literal(Expr operand, ScalarType type) {
    if (operand instanceof Expr.Use(var name)) {
      return body.constantNamed(name)
          .filter(constant -> constant.flexibility() == Flexibility.LITERAL)
          .flatMap(constant -> literal(constant.tree().value(), type));
    }
    if (type.isComplex()) {
      return literal(operand, type.component()).map(ComplexNumbers::real);
    }
    var bits =
        switch (operand) {
          case Expr.IntegerLiteral(var digits, _) -> Literals.integer(digits, type);
          case Expr.DecimalLiteral(var digits, _) when type.isFloat() || type.isHalf() ->
              Literals.decimal(digits, type);
          case Expr _ -> OptionalLong.empty();
        };
    return bits.isPresent()
        ? Optional.of(new Typed.Expr.Literal(type, bits.getAsLong()))
        : Optional.empty();
  }
}
