package dev.strake.ir.text;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads values and knows the types of those that the text has defined so far.
///
/// It keeps no scopes: that a value may be used where it is used is for the verifier to say.
final class ValueScope {
  private final TokenReader tokens;
  private final TypeReader types;
  private final Map<Integer, Type> defined = new HashMap<>();

  ValueScope(TokenReader tokens, TypeReader types) {
    this.tokens = tokens;
    this.types = types;
  }

  /// A value on the left of `=` or `in`, its type not known yet.
  record Target(Token token, Optional<Type> type) {}

  Target target() {
    var token = tokens.peek();
    var id = tokens.count(Token.Kind.VALUE);
    var type = tokens.accept(":") ? Optional.of(types.type()) : Optional.<Type>empty();
    return new Target(new Token(Token.Kind.VALUE, Integer.toString(id), token.span()), type);
  }

  /// The target as a value: of the type written behind it, otherwise of the one told.
  Value define(Target target, Optional<Type> told) {
    var id = Integer.parseInt(target.token().text());
    var type = target.type().or(() -> told);
    if (type.isEmpty()) {
      tokens.report(
          "I0004", target.token().span(), "the type of %" + id + " can't be told; write it behind");
    }
    return define(new Value(id, type.orElse(ScalarType.I64)));
  }

  List<Value> define(List<Target> targets, List<Type> told) {
    return IntStream.range(0, targets.size())
        .mapToObj(
            i ->
                define(
                    targets.get(i), i < told.size() ? Optional.of(told.get(i)) : Optional.empty()))
        .toList();
  }

  Value define(Value value) {
    defined.put(value.id(), value.type());
    return value;
  }

  /// A value that the text has defined before, or one with its type behind it.
  Value use() {
    var token = tokens.peek();
    var id = tokens.count(Token.Kind.VALUE);
    if (tokens.accept(":")) {
      return new Value(id, types.type());
    }
    var type = defined.get(id);
    if (type == null) {
      tokens.report("I0003", token.span(), "value %" + id + " is not defined before its use");
      return define(new Value(id, ScalarType.I64));
    }
    return new Value(id, type);
  }

  List<Value> uses() {
    return tokens.list(this::use);
  }

  List<Value> usesUntil(String close) {
    return tokens.listUntil(close, this::use);
  }
}
