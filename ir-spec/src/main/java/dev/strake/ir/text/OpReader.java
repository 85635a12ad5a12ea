package dev.strake.ir.text;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ResultTypes;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads ops and regions of one function or kernel.
final class OpReader {
  private final TokenReader tokens;
  private final TypeReader types;
  private final ValueScope values;
  private final SiteReader sites;

  OpReader(TokenReader tokens, TypeReader types, ValueScope values, SiteReader sites) {
    this.tokens = tokens;
    this.types = types;
    this.values = values;
    this.sites = sites;
  }

  /// An op that still lacks its results.
  sealed interface Draft {
    /// Its result's type is told from its operands.
    record One(Function<Value, Op> make) implements Draft {}

    /// Its result's type is written in it.
    record Typed(Type type, Function<Value, Op> make) implements Draft {}

    record None(Op op) implements Draft {}

    record Many(Function<List<Value>, Op> make) implements Draft {}
  }

  /// `{ op.. yield %1, %2 }`, the opening brace and the parameters being read already.
  Region regionTail(List<Value> parameters) {
    return tokens.nested(
        () -> {
          var ops = new ArrayList<Op>();
          while (!tokens.isMark("}") && !tokens.isWord("yield")) {
            ops.add(op());
          }
          var results = tokens.acceptWord("yield") ? values.uses() : List.<Value>of();
          tokens.expect("}");
          return new Region(parameters, ops, results);
        });
  }

  private Op op() {
    var first = tokens.peek();
    var targets = List.<ValueScope.Target>of();
    if (first.kind() == Token.Kind.VALUE) {
      targets = tokens.list(values::target);
      tokens.expect("=");
    }
    return switch (draft(first)) {
      case Draft.None(var op) -> {
        requireCount(first, targets, 0);
        yield op;
      }
      case Draft.Typed(var type, var make) -> {
        requireCount(first, targets, 1);
        yield make.apply(values.define(targets.getFirst(), Optional.of(type)));
      }
      case Draft.One(var make) -> {
        requireCount(first, targets, 1);
        var told = ResultTypes.of(make.apply(new Value(-1, ScalarType.I64)));
        yield make.apply(values.define(targets.getFirst(), told.map(List::getFirst)));
      }
      case Draft.Many(var make) -> {
        var told = ResultTypes.of(make.apply(List.of())).orElse(List.of());
        yield make.apply(values.define(targets, told));
      }
    };
  }

  private void requireCount(Token first, List<ValueScope.Target> targets, int count) {
    if (targets.size() != count) {
      var found = targets.size() + (targets.size() == 1 ? " value" : " values");
      throw tokens.mistake(
          "I0002", tokens.since(first), "this op defines " + count + ", not " + found);
    }
  }

  private Draft draft(Token first) {
    if (tokens.peek().kind() != Token.Kind.NAME) {
      throw tokens.unexpected("an op");
    }
    var word = tokens.next();
    return switch (word.text()) {
      case "const" -> constant();
      case "select" -> select();
      case "fma" -> fma();
      case "cast" -> cast();
      case "bitcast" -> bitcast();
      case "complex" -> complex();
      case "real" -> part(ComplexPart.REAL);
      case "imag" -> part(ComplexPart.IMAGINARY);
      case "call" -> call();
      case "size" -> size();
      case "local" -> local(first);
      case "load" -> load(first);
      case "store" -> store(first);
      case "check_index" -> checkIndex(first);
      case "check_nonempty" -> checkNonEmpty(first);
      case "assert" -> assertion(first);
      case "print" -> print(first);
      case "if" -> branch();
      case "while" -> whileLoop(first);
      case "for" -> forLoop(first);
      case "reduce" -> new ReductionReader(this, tokens, values, sites).reduce(first);
      case "scan" -> new ReductionReader(this, tokens, values, sites).scan(first);
      case "scatter" -> new ReductionReader(this, tokens, values, sites).scatter(first);
      default -> scalar(first, word);
    };
  }

  private Draft constant() {
    var type = types.scalar();
    var bits = new LiteralReader(tokens).bits(type);
    return new Draft.Typed(type, result -> new Op.Constant(result, bits));
  }

  private Draft cast() {
    var type = types.scalar();
    var operand = values.use();
    return new Draft.Typed(type, result -> new Op.Cast(result, operand));
  }

  private Draft bitcast() {
    var type = types.scalar();
    var operand = values.use();
    return new Draft.Typed(type, result -> new Op.Bitcast(result, operand));
  }

  private Draft complex() {
    var real = values.use();
    tokens.expect(",");
    var imaginary = values.use();
    return new Draft.One(result -> new Op.Complex(result, real, imaginary));
  }

  private Draft part(ComplexPart part) {
    var operand = values.use();
    return new Draft.One(result -> new Op.Part(result, part, operand));
  }

  private Draft size() {
    var size = types.size();
    return new Draft.One(result -> new Op.SizeOf(result, size));
  }

  private Draft local(Token first) {
    var type = types.type();
    var site = sites.site(first);
    return new Draft.Typed(type, result -> new Op.Local(result, site));
  }

  private Draft scalar(Token first, Token word) {
    var unary = find(UnaryOp.values(), UnaryOp::mnemonic, word);
    if (unary.isPresent()) {
      var operand = values.use();
      return new Draft.One(result -> new Op.Unary(result, unary.get(), operand));
    }
    var compare = find(CompareOp.values(), CompareOp::mnemonic, word);
    var binary = find(BinaryOp.values(), BinaryOp::mnemonic, word);
    if (compare.isEmpty() && binary.isEmpty()) {
      throw tokens.mistake("I0002", word.span(), "there is no op " + word.shown());
    }
    var left = values.use();
    tokens.expect(",");
    var right = values.use();
    if (compare.isPresent()) {
      return new Draft.One(result -> new Op.Compare(result, compare.get(), left, right));
    }
    var site = sites.siteOf(first, binary.get().canFail(scalarOr(left, ScalarType.F64)));
    return new Draft.One(result -> new Op.Binary(result, binary.get(), left, right, site));
  }

  private static ScalarType scalarOr(Value value, ScalarType otherwise) {
    return value.type() instanceof ScalarType scalar ? scalar : otherwise;
  }

  static <T> Optional<T> find(T[] rows, Function<T, String> mnemonic, Token word) {
    return Arrays.stream(rows).filter(row -> mnemonic.apply(row).equals(word.text())).findFirst();
  }

  private Draft select() {
    var condition = values.use();
    tokens.expect(",");
    var whenTrue = values.use();
    tokens.expect(",");
    var whenFalse = values.use();
    return new Draft.One(result -> new Op.Select(result, condition, whenTrue, whenFalse));
  }

  private Draft fma() {
    var a = values.use();
    tokens.expect(",");
    var b = values.use();
    tokens.expect(",");
    var c = values.use();
    return new Draft.One(result -> new Op.Fma(result, a, b, c));
  }

  private Draft call() {
    var type = types.scalar();
    var function = tokens.name();
    tokens.expect("(");
    var arguments = values.usesUntil(")");
    return new Draft.Typed(type, result -> new Op.Call(result, function, arguments));
  }

  private Draft load(Token first) {
    var view = values.use();
    tokens.expect("[");
    var indices = values.usesUntil("]");
    var site = sites.site(first);
    return new Draft.One(result -> new Op.Load(result, view, indices, site));
  }

  private Draft store(Token first) {
    var view = values.use();
    tokens.expect("[");
    var indices = values.usesUntil("]");
    tokens.expect(",");
    var value = values.use();
    return new Draft.None(new Op.Store(view, indices, value, sites.site(first)));
  }

  private Draft checkIndex(Token first) {
    var index = values.use();
    tokens.expect(",");
    var extent = values.use();
    var site = sites.site(first);
    return new Draft.One(result -> new Op.CheckIndex(result, index, extent, site));
  }

  private Draft checkNonEmpty(Token first) {
    var lower = values.use();
    tokens.expect("..");
    var upper = values.use();
    return new Draft.None(new Op.CheckNonEmpty(lower, upper, sites.site(first)));
  }

  private Draft assertion(Token first) {
    var condition = values.use();
    tokens.expect(",");
    var message = tokens.expect(Token.Kind.STRING).text();
    return new Draft.None(new Op.Assert(condition, message, sites.site(first)));
  }

  /// Texts and values in turn, a text first and last.
  private Draft print(Token first) {
    var texts = new ArrayList<String>();
    var shown = new ArrayList<Value>();
    texts.add(tokens.expect(Token.Kind.STRING).text());
    while (tokens.accept(",")) {
      shown.add(values.use());
      tokens.expect(",");
      texts.add(tokens.expect(Token.Kind.STRING).text());
    }
    return new Draft.None(new Op.Print(texts, shown, sites.site(first)));
  }

  private Draft branch() {
    var condition = values.use();
    tokens.expect("{");
    var whenTrue = regionTail(List.of());
    var whenFalse = Region.EMPTY;
    if (tokens.acceptWord("else")) {
      tokens.expect("{");
      whenFalse = regionTail(List.of());
    }
    var otherwise = whenFalse;
    return new Draft.Many(results -> new Op.If(results, condition, whenTrue, otherwise));
  }

  private Draft whileLoop(Token first) {
    var carried = carried();
    var site = sites.site(first);
    tokens.expect("{");
    var condition = regionTail(carried.parameters());
    tokens.expectWord("do");
    var targets =
        tokens.accept("(") ? tokens.listUntil(")", values::target) : List.<ValueScope.Target>of();
    var told = carried.initial().stream().map(Value::type).toList();
    var parameters = values.define(targets, told);
    tokens.expect("{");
    var body = regionTail(parameters);
    return new Draft.Many(
        results -> new Op.While(results, carried.initial(), condition, body, site));
  }

  private Draft forLoop(Token first) {
    var kind = loopKind();
    var range = range();
    var carried = carried();
    if (!kind.carriesValues() && !carried.initial().isEmpty()) {
      throw tokens.mistake("I0002", first.span(), "only a seq loop carries values");
    }
    var site = sites.site(first);
    tokens.expect("{");
    var parameters = new ArrayList<Value>();
    parameters.add(range.index());
    parameters.addAll(carried.parameters());
    var body = regionTail(parameters);
    return new Draft.Many(
        results ->
            new Op.For(results, kind, range.lower(), range.upper(), carried.initial(), body, site));
  }

  private LoopKind loopKind() {
    if (tokens.acceptWord("par")) {
      return LoopKind.PAR;
    }
    if (tokens.acceptWord("seq")) {
      return LoopKind.SEQ;
    }
    tokens.expectWord("lanes");
    tokens.expect("(");
    var token = tokens.peek();
    var count = tokens.count(Token.Kind.NUMBER);
    tokens.expect(")");
    if (count < 2 || Integer.bitCount(count) != 1) {
      tokens.report("I0005", token.span(), "lanes must be a power of two from 2, not " + count);
      return LoopKind.PAR;
    }
    return LoopKind.lanes(count);
  }

  record Range(Value index, Value lower, Value upper) {}

  /// `%5 in %3..%4`.
  Range range() {
    var target = values.target();
    tokens.expectWord("in");
    var lower = values.use();
    tokens.expect("..");
    var upper = values.use();
    return new Range(values.define(target, Optional.of(ScalarType.I64)), lower, upper);
  }

  private record Carried(List<Value> parameters, List<Value> initial) {}

  /// `carry (%6 = %1, %7 = %2)`, or nothing.
  private Carried carried() {
    var parameters = new ArrayList<Value>();
    var initial = new ArrayList<Value>();
    if (tokens.acceptWord("carry")) {
      tokens.expect("(");
      tokens.listUntil(
          ")",
          () -> {
            var target = values.target();
            tokens.expect("=");
            var value = values.use();
            initial.add(value);
            parameters.add(values.define(target, Optional.of(value.type())));
            return value;
          });
    }
    return new Carried(parameters, initial);
  }
}
