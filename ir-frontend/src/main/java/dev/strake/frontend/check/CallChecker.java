package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks calls: of the built-in functions here, of declared ones through [Overloads].
final class CallChecker {
  private final Body body;
  private final ExpressionChecker expressions;
  private final Overloads overloads;
  private final ComplexNumbers complexNumbers;

  CallChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.overloads = new Overloads(body, expressions);
    this.complexNumbers = new ComplexNumbers(body, expressions);
  }

  Optional<Typed.Expr> check(Expr.Call call, Wanted wanted) {
    var name = call.function().text();
    var builtin = Builtin.named(name);
    var functions = body.declarations().functions(name);
    if (builtin.isPresent()) {
      return isUndecided(call, functions)
          ? builtin(call, builtin.get(), wanted)
          : expressions
              .check(call.arguments().getFirst(), Wanted.ANYTHING)
              .flatMap(operand -> extended(call, builtin.get(), functions, operand, wanted));
    }
    if (functions.isEmpty()) {
      if (!ReductionChecker.names().contains(name)) {
        checkArguments(call);
      }
      if (body.declarations().isComplete() || body.declarations().kernel(name).isPresent()) {
        body.report(unknown(call.function()));
      }
      return Optional.empty();
    }
    return overloads
        .check(call, functions, List.of(wanted))
        .filter(found -> isOneValue(call, found))
        .map(found -> new Typed.Expr.Call(found.function(), one(found), found.arguments()));
  }

  /// Whether a call of a built-in function is not to be told by the type of its argument: where no
  /// function of complex numbers has its name, and where the argument is made of literals.
  private boolean isUndecided(Expr.Call call, List<FunctionHeader> functions) {
    return functions.isEmpty()
        || call.arguments().size() != 1
        || Flexibility.of(call.arguments().getFirst(), body) == Flexibility.LITERAL;
  }

  /// A built-in function, or one of complex numbers of the same name.
  private Optional<Typed.Expr> extended(
      Expr.Call call,
      Builtin builtin,
      List<FunctionHeader> functions,
      Typed.Expr operand,
      Wanted wanted) {
    return switch (builtin.kind()) {
      case Builtin.Kind.OfOne(var op) when !operand.type().isComplex() -> ofOne(call, op, operand);
      case Builtin.Kind _ ->
          overloads
              .check(call, functions, List.of(Optional.of(operand)), List.of(wanted))
              .filter(found -> isOneValue(call, found))
              .map(found -> new Typed.Expr.Call(found.function(), one(found), found.arguments()));
    };
  }

  private boolean isOneValue(Expr.Call call, Typed.Several.Call found) {
    var count = found.types().size();
    if (count > 1) {
      body.report(severalValues(call.function(), count, call.span()));
    }
    return count == 1;
  }

  private static ScalarType one(Typed.Several.Call call) {
    return call.types().getFirst();
  }

  /// What to say of a function or reduction of several results where one value is needed.
  static Diagnostic severalValues(Ast.Name name, int count, SourceSpan place) {
    return ErrorCode.SEVERAL_VALUES
        .at(place, name.text(), SeveralChecker.values(count))
        .withHelp("take them apart first: `let (%s) = ...;`".formatted(letters(count)));
  }

  private static String letters(int count) {
    var names = List.of("a", "b", "c", "d");
    return count > names.size() ? "a, b, ..." : String.join(", ", names.subList(0, count));
  }

  /// A call of a function of several results, or any that gives one value.
  Optional<Typed.Several> several(Expr.Call call, List<Wanted> wanted) {
    var name = call.function().text();
    var functions = body.declarations().functions(name);
    return Builtin.named(name).isPresent() || functions.isEmpty()
        ? check(call, Wanted.ANYTHING).map(value -> new Typed.Several.Tuple(List.of(value)))
        : overloads.check(call, functions, wanted).map(CallChecker::simplified);
  }

  /// A function of one result is called like any other.
  private static Typed.Several simplified(Typed.Several.Call call) {
    return call.types().size() > 1
        ? call
        : new Typed.Several.Tuple(
            List.of(new Typed.Expr.Call(call.function(), one(call), call.arguments())));
  }

  /// The arguments of a call that means nothing: whole arrays among them are no mistake of their
  /// own.
  private void checkArguments(Expr.Call call) {
    for (var argument : call.arguments()) {
      new ArrayArguments(body, expressions).check(argument);
    }
  }

  private Diagnostic unknown(Ast.Name name) {
    var text = name.text();
    if (body.declarations().kernel(text).isPresent()) {
      return ErrorCode.KERNEL_CALLED
          .at(name.span(), text)
          .withHelp(
              body.isTest()
                  ? "give its result a name: `let y = " + text + "(...);`"
                  : "put what both need into a `fn`, or run one kernel after the other");
    }
    var unknown = ErrorCode.UNKNOWN_FUNCTION.at(name.span(), text);
    if (ReductionChecker.names().contains(text)) {
      return unknown.withHelp("a reduction is written `" + ReductionChecker.example(text) + "`");
    }
    if (TypeClass.type(text).isPresent() || body.typeArguments().containsKey(text)) {
      return unknown.withHelp("a conversion is written `x as " + text + "`");
    }
    if (body.scope().find(text).orElse(null) instanceof Symbol.Array) {
      return unknown.withHelp("elements are written `" + text + "[i]`");
    }
    var foreign = ForeignWords.function(text);
    if (foreign.isPresent()) {
      return unknown.withHelp(foreign.get());
    }
    var known = new ArrayList<>(body.declarations().functionNames());
    known.addAll(Builtin.names());
    return NearMatch.suggest(unknown, text, known, "");
  }

  private Optional<Typed.Expr> builtin(Expr.Call call, Builtin function, Wanted wanted) {
    var arguments = call.arguments();
    var count = function.kind().parameterCount();
    if (arguments.size() != count) {
      checkArguments(call);
      var isReduction =
          arguments.size() == 1 && ReductionChecker.names().contains(function.mnemonic());
      body.report(
          ErrorCode.ARGUMENT_COUNT
              .at(call.span(), function.mnemonic(), counted(count), counted(arguments.size()))
              .withHelp(
                  isReduction
                      ? "of a whole array: `" + ReductionChecker.example(function.mnemonic()) + "`"
                      : ""));
      return Optional.empty();
    }
    return switch (function.kind()) {
      case Builtin.Kind.OfOne(var op) -> ofOne(call, op, wanted);
      case Builtin.Kind.OfTwo(var op) ->
          expressions
              .alike(arguments, expressions.acceptable(List.of(op), wanted))
              .filter(typed -> expressions.isDefined(op, typed.getFirst().type(), call.span()))
              .map(
                  typed ->
                      new Typed.Expr.Chain(
                          typed.getFirst(),
                          List.of(new Typed.Expr.Link(op, typed.getLast(), call.span()))));
      case Builtin.Kind.Fma _ -> fma(call, wanted);
      case Builtin.Kind.Select _ -> select(call, wanted);
      case Builtin.Kind.ToBits _ -> toBits(call, wanted);
      case Builtin.Kind.FromBits _ -> fromBits(call, wanted);
      case Builtin.Kind.Complex _ -> complexNumbers.ofParts(call, wanted);
      case Builtin.Kind.Part(var part) -> complexNumbers.part(call, part, wanted);
    };
  }

  static String counted(int arguments) {
    return NameChecker.counted(arguments, "argument", "arguments");
  }

  private Optional<Typed.Expr> ofOne(Expr.Call call, UnaryOp op, Wanted wanted) {
    var isFulfillable = !(wanted instanceof Wanted.Exactly(var type, _)) || op.accepts(type);
    var asked = isFulfillable ? wanted : Wanted.ANYTHING;
    var operand = floatIfLiteral(call.arguments().getFirst(), op, asked);
    return operand.flatMap(typed -> ofOne(call, op, typed));
  }

  private Optional<Typed.Expr> ofOne(Expr.Call call, UnaryOp op, Typed.Expr operand) {
    if (!op.accepts(operand.type())) {
      reportUndefined(call, operand.type());
      return Optional.empty();
    }
    return Optional.of(new Typed.Expr.Unary(op, operand));
  }

  /// `sqrt(2)` means `sqrt(2.0)`: of the types that the op has, a literal takes the usual one.
  private Optional<Typed.Expr> floatIfLiteral(Expr operand, UnaryOp op, Wanted asked) {
    var isOpen = asked == Wanted.ANYTHING && Flexibility.of(operand, body) == Flexibility.LITERAL;
    return isOpen && !op.accepts(ScalarType.I64)
        ? expressions.check(operand, new Wanted.Exactly(ScalarType.F64, List.of()))
        : expressions.alike(List.of(operand), asked).map(List::getFirst);
  }

  private void reportUndefined(Expr.Call call, ScalarType type) {
    var help = type.isInteger() ? "convert the argument: `as f64`" : "";
    body.report(
        ErrorCode.OPERATOR_TYPE
            .at(call.span(), "`" + call.function().text() + "`", type)
            .withHelp(help));
  }

  private Optional<Typed.Expr> fma(Expr.Call call, Wanted wanted) {
    var isFulfillable = !(wanted instanceof Wanted.Exactly(var type, _)) || type.isFloat();
    var allLiterals =
        call.arguments().stream().allMatch(a -> Flexibility.of(a, body) == Flexibility.LITERAL);
    var open = allLiterals ? new Wanted.Exactly(ScalarType.F64, List.of()) : Wanted.ANYTHING;
    var asked = isFulfillable && wanted != Wanted.ANYTHING ? wanted : open;
    var typed = expressions.alike(call.arguments(), asked);
    if (typed.isPresent() && !typed.get().getFirst().type().isFloat()) {
      reportUndefined(call, typed.get().getFirst().type());
      return Optional.empty();
    }
    return typed.map(list -> new Typed.Expr.Fma(list.get(0), list.get(1), list.get(2)));
  }

  private Optional<Typed.Expr> select(Expr.Call call, Wanted wanted) {
    var arguments = call.arguments();
    var condition = expressions.check(arguments.getFirst(), Wanted.CONDITION);
    var values = expressions.alike(arguments.subList(1, 3), wanted);
    return condition.flatMap(
        c -> values.map(v -> new Typed.Expr.Select(c, v.getFirst(), v.getLast())));
  }

  private Optional<Typed.Expr> toBits(Expr.Call call, Wanted wanted) {
    var argument = call.arguments().getFirst();
    var isSingle = wanted instanceof Wanted.Exactly(var type, _) && type == ScalarType.I32;
    var literal = isSingle ? ScalarType.F32 : ScalarType.F64;
    var operand = expressions.check(argument, openTo(argument, literal));
    return operand.flatMap(
        typed ->
            switch (typed.type()) {
              case F32 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.I32, typed));
              case F64 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.I64, typed));
              case F16 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.I16, typed));
              case BF16 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.I16, typed));
              case BOOL, I8, I16, I32, I64, U8, U16, U32, U64 -> undefined(call, typed.type());
              case COMPLEX64, COMPLEX128 -> undefined(call, typed.type());
            });
  }

  private Optional<Typed.Expr> fromBits(Expr.Call call, Wanted wanted) {
    var argument = call.arguments().getFirst();
    var isSingle = wanted instanceof Wanted.Exactly(var type, _) && type == ScalarType.F32;
    var literal = isSingle ? ScalarType.I32 : ScalarType.I64;
    var operand = expressions.check(argument, openTo(argument, literal));
    return operand.flatMap(
        typed ->
            switch (typed.type()) {
              case I32 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.F32, typed));
              case I64 -> Optional.of(new Typed.Expr.Bitcast(ScalarType.F64, typed));
              case BOOL, I8, I16, U8, U16, U32, U64 -> undefined(call, typed.type());
              case F16, BF16, F32, F64 -> undefined(call, typed.type());
              case COMPLEX64, COMPLEX128 -> undefined(call, typed.type());
            });
  }

  private Wanted openTo(Expr argument, ScalarType literal) {
    return Flexibility.of(argument, body) == Flexibility.LITERAL
        ? new Wanted.Exactly(literal, List.of())
        : Wanted.ANYTHING;
  }

  private Optional<Typed.Expr> undefined(Expr.Call call, ScalarType type) {
    body.report(ErrorCode.OPERATOR_TYPE.at(call.span(), "`" + call.function().text() + "`", type));
    return Optional.empty();
  }
}
