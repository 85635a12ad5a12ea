package dev.strake.ir;

import java.util.List;
import java.util.Optional;

/// The types an op gives its results, told from its operands and regions: what the text form leaves
/// out and the verifier insists on.
public final class ResultTypes {
  private ResultTypes() {}

  /// One type per result. Ops whose type is a choice (constants, casts, calls, locals) answer with
  /// the one they have. Absent where the operands are so wrong that nothing can be told.
  public static Optional<List<Type>> of(Op op) {
    return switch (op) {
      case Op.Constant(var result, _) -> one(result);
      case Op.Cast(var result, _) -> one(result);
      case Op.Bitcast(var result, _) -> one(result);
      case Op.Complex(_, var real, _) ->
          real.type() instanceof ScalarType type && type.isFloat()
              ? Optional.of(List.of(type.complex()))
              : Optional.empty();
      case Op.Part(_, _, var operand) ->
          operand.type() instanceof ScalarType type
              ? Optional.of(List.of(type.component()))
              : Optional.empty();
      case Op.Call(var result, _, _) -> one(result);
      case Op.Local(var result, _) -> one(result);
      case Op.Unary(_, _, var operand) -> one(operand);
      case Op.Binary(_, _, var left, _, _) -> one(left);
      case Op.Select(_, _, var whenTrue, _) -> one(whenTrue);
      case Op.Fma(_, var a, _, _) -> one(a);
      case Op.Compare _ -> Optional.of(List.of(ScalarType.BOOL));
      case Op.SizeOf _, Op.CheckIndex _ -> Optional.of(List.of(ScalarType.I64));
      case Op.Load(_, var view, _, _) ->
          view.type() instanceof ViewType type
              ? Optional.of(List.of(type.element()))
              : Optional.empty();
      case Op.Store _, Op.CheckNonEmpty _, Op.Assert _, Op.Print _ -> Optional.of(List.of());
      case Op.Scan _, Op.Scatter _ -> Optional.of(List.of());
      case Op.If branch -> Optional.of(types(branch.whenTrue().results()));
      case Op.While loop -> Optional.of(types(loop.initial()));
      case Op.For loop -> Optional.of(types(loop.initial()));
      case Op.Reduce reduce -> {
        var yielded = types(reduce.body().results());
        yield switch (reduce.combine()) {
          case Combine.Builtin _ -> yielded.stream().findFirst().map(List::of);
          case Combine.Custom _ -> Optional.of(yielded);
        };
      }
    };
  }

  private static Optional<List<Type>> one(Value value) {
    return Optional.of(List.of(value.type()));
  }

  private static List<Type> types(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }
}
