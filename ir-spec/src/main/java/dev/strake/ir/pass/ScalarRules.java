package dev.strake.ir.pass;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of single scalar ops before they run; [FoldConstants] lists the rules.
final class ScalarRules {
  private final Ids ids;
  private final Map<Value, Long> constants = new HashMap<>();

  ScalarRules(Ids ids) {
    this.ids = ids;
  }

  /// What an op can be replaced by.
  sealed interface Simpler {
    /// Its result is this literal.
    record Literal(long bits) implements Simpler {}

    /// Its result is this other value.
    record Same(Value value) implements Simpler {}

    /// It always passes and has no result, or passes its operand on.
    record Nothing() implements Simpler {}

    /// These ops compute its result.
    record Ops(List<Op> ops) implements Simpler {}
  }

  /// Remembers a literal for the ops after it.
  void define(Op.Constant constant) {
    constants.put(constant.result(), constant.bits());
  }

  OptionalLong constant(Value value) {
    var bits = constants.get(value);
    return bits == null ? OptionalLong.empty() : OptionalLong.of(bits);
  }

  /// The simpler form of a scalar op or check, if a rule knows one.
  Optional<Simpler> simplify(Op op) {
    return switch (op) {
      case Op.Unary unary -> simplify(unary);
      case Op.Binary binary -> simplify(binary);
      case Op.Compare compare -> simplify(compare);
      case Op.Select select -> simplify(select);
      case Op.Fma fma -> simplify(fma);
      case Op.Cast cast -> simplify(cast);
      case Op.Bitcast(var result, var operand) ->
          constant(operand).stream()
              .mapToObj(bits -> ScalarSemantics.bitcast(operand.scalar(), result.scalar(), bits))
              .map(bits -> literal(result.scalar(), bits))
              .findFirst();
      case Op.SizeOf(_, Size.Constant(var value)) -> Optional.of(new Simpler.Literal(value));
      case Op.CheckIndex check -> simplify(check);
      case Op.CheckNonEmpty check -> passesIf(less(check.lower(), check.upper()).orElse(false));
      case Op.Assert check -> passesIf(constant(check.condition()).orElse(0) == 1);
      case Op.Constant _, Op.Complex _, Op.Part _ -> Optional.empty();
      case Op.SizeOf _, Op.Call _, Op.Local _, Op.Load _, Op.Store _, Op.Print _ ->
          Optional.empty();
      case Op.Structured _ -> Optional.empty();
    };
  }

  /// Whether `left < right` holds, where both are literals.
  Optional<Boolean> less(Value left, Value right) {
    var a = constant(left);
    var b = constant(right);
    return a.isPresent() && b.isPresent()
        ? Optional.of(a.getAsLong() < b.getAsLong())
        : Optional.empty();
  }

  private Optional<Simpler> simplify(Op.Unary op) {
    var type = op.operand().scalar();
    var operand = constant(op.operand());
    return operand.isEmpty()
        ? Optional.empty()
        : Optional.of(literal(type, ScalarSemantics.unary(op.op(), type, operand.getAsLong())));
  }

  private Optional<Simpler> simplify(Op.Binary op) {
    var type = op.left().scalar();
    var left = constant(op.left());
    var right = constant(op.right());
    if (left.isPresent() && right.isPresent()) {
      // A division by zero stays, to fail when it runs.
      return ScalarSemantics.fails(op.op(), type, right.getAsLong())
          ? Optional.empty()
          : Optional.of(
              literal(
                  type,
                  ScalarSemantics.binary(op.op(), type, left.getAsLong(), right.getAsLong())));
    }
    if (right.isPresent()) {
      return withLiteral(op, op.left(), right.getAsLong());
    }
    if (left.isPresent() && op.op().isCommutative()) {
      return withLiteral(op, op.right(), left.getAsLong());
    }
    return op.left().equals(op.right()) ? ofEqual(op) : Optional.empty();
  }

  /// `other op bits`.
  private Optional<Simpler> withLiteral(Op.Binary op, Value other, long bits) {
    var type = other.scalar();
    var identity = op.op().identity(type);
    if (identity.isPresent() && identity.getAsLong() == bits) {
      return Optional.of(new Simpler.Same(other));
    }
    var annihilator = op.op().annihilator(type);
    if (annihilator.isPresent() && annihilator.getAsLong() == bits) {
      return Optional.of(new Simpler.Literal(bits));
    }
    var isPositive = bits > 0 || type.kind() == ScalarType.Kind.UNSIGNED;
    return type.isInteger() && Long.bitCount(bits) == 1 && isPositive
        ? byPowerOfTwo(op, other, bits)
        : Optional.empty();
  }

  /// Division by `1 << k` is a shift, its remainder a mask; exactly so where it rounds down.
  private Optional<Simpler> byPowerOfTwo(Op.Binary op, Value dividend, long divisor) {
    var type = dividend.scalar();
    var roundsDown = type.kind() == ScalarType.Kind.UNSIGNED;
    return switch (op.op()) {
      case FLOORDIV -> Optional.of(shift(op, dividend, divisor));
      case FLOORMOD -> Optional.of(binary(op, BinaryOp.AND, dividend, divisor - 1));
      case DIV -> roundsDown ? Optional.of(shift(op, dividend, divisor)) : Optional.empty();
      case REM ->
          roundsDown
              ? Optional.of(binary(op, BinaryOp.AND, dividend, divisor - 1))
              : Optional.empty();
      case ADD, SUB, MUL, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR -> Optional.empty();
    };
  }

  private Simpler shift(Op.Binary op, Value dividend, long divisor) {
    return binary(op, BinaryOp.SHR, dividend, Long.numberOfTrailingZeros(divisor));
  }

  private Simpler binary(Op.Binary replaced, BinaryOp op, Value left, long right) {
    var literal = new Op.Constant(ids.fresh(left.type()), right);
    define(literal);
    var simpler = new Op.Binary(replaced.result(), op, left, literal.result(), replaced.site());
    return new Simpler.Ops(List.of(literal, simpler));
  }

  /// `x op x`.
  private static Optional<Simpler> ofEqual(Op.Binary op) {
    return switch (op.op()) {
      case MIN, MAX, AND, OR -> Optional.of(new Simpler.Same(op.left()));
      case XOR -> Optional.of(new Simpler.Literal(0));
      case SUB ->
          op.left().scalar().isInteger() ? Optional.of(new Simpler.Literal(0)) : Optional.empty();
      case ADD, MUL, DIV, REM, FLOORDIV, FLOORMOD, SHL, SHR, USHR -> Optional.empty();
    };
  }

  private Optional<Simpler> simplify(Op.Compare op) {
    var type = op.left().scalar();
    var left = constant(op.left());
    var right = constant(op.right());
    if (left.isPresent() && right.isPresent()) {
      var holds = ScalarSemantics.compare(op.op(), type, left.getAsLong(), right.getAsLong());
      return Optional.of(literal(ScalarType.BOOL, holds ? 1 : 0));
    }
    if (op.left().equals(op.right()) && (type.isInteger() || type.isBool())) {
      return Optional.of(literal(ScalarType.BOOL, holdsForEqual(op.op()) ? 1 : 0));
    }
    return Optional.empty();
  }

  private static boolean holdsForEqual(CompareOp op) {
    return switch (op) {
      case EQ, LE, GE -> true;
      case NE, LT, GT -> false;
    };
  }

  private Optional<Simpler> simplify(Op.Select op) {
    var condition = constant(op.condition());
    if (condition.isPresent()) {
      var chosen = condition.getAsLong() == 1 ? op.whenTrue() : op.whenFalse();
      return Optional.of(new Simpler.Same(chosen));
    }
    if (op.whenTrue().equals(op.whenFalse()) || isSameLiteral(op.whenTrue(), op.whenFalse())) {
      return Optional.of(new Simpler.Same(op.whenTrue()));
    }
    return op.result().scalar().isBool() ? ofBools(op) : Optional.empty();
  }

  private boolean isSameLiteral(Value left, Value right) {
    var bits = constant(left);
    return bits.isPresent() && bits.equals(constant(right));
  }

  /// A choice between truth values is logic; the two are not the same literal.
  private Optional<Simpler> ofBools(Op.Select op) {
    var whenTrue = constant(op.whenTrue());
    var whenFalse = constant(op.whenFalse());
    if (whenTrue.isPresent() && whenFalse.isPresent() && whenTrue.getAsLong() == 1) {
      return Optional.of(new Simpler.Same(op.condition()));
    }
    if (whenTrue.isPresent() && whenFalse.isPresent()) {
      return one(new Op.Unary(op.result(), UnaryOp.NOT, op.condition()));
    }
    if (whenTrue.isPresent() && whenTrue.getAsLong() == 1) {
      return one(logic(op, BinaryOp.OR, op.whenFalse()));
    }
    if (whenFalse.isPresent() && whenFalse.getAsLong() == 0) {
      return one(logic(op, BinaryOp.AND, op.whenTrue()));
    }
    return Optional.empty();
  }

  private static Op logic(Op.Select replaced, BinaryOp op, Value right) {
    return new Op.Binary(replaced.result(), op, replaced.condition(), right, 0);
  }

  private static Optional<Simpler> one(Op op) {
    return Optional.of(new Simpler.Ops(List.of(op)));
  }

  private Optional<Simpler> simplify(Op.Fma op) {
    var type = op.result().scalar();
    var a = constant(op.a());
    var b = constant(op.b());
    var c = constant(op.c());
    if (a.isEmpty() || b.isEmpty() || c.isEmpty()) {
      return Optional.empty();
    }
    var bits = ScalarSemantics.fma(type, a.getAsLong(), b.getAsLong(), c.getAsLong());
    return Optional.of(literal(type, bits));
  }

  private Optional<Simpler> simplify(Op.Cast op) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    if (from == to) {
      return Optional.of(new Simpler.Same(op.operand()));
    }
    var operand = constant(op.operand());
    return operand.isEmpty() || to.isComplex()
        ? Optional.empty()
        : Optional.of(literal(to, ScalarSemantics.cast(from, to, operand.getAsLong())));
  }

  private Optional<Simpler> simplify(Op.CheckIndex op) {
    var index = constant(op.index());
    var inRange =
        index.isPresent() && index.getAsLong() >= 0 && less(op.index(), op.extent()).orElse(false);
    return inRange ? Optional.of(new Simpler.Same(op.index())) : Optional.empty();
  }

  private static Optional<Simpler> passesIf(boolean holds) {
    return holds ? Optional.of(new Simpler.Nothing()) : Optional.empty();
  }

  /// Which NaN a fold meets is an accident of this machine, so it becomes the canonical one.
  private static Simpler literal(ScalarType type, long bits) {
    return new Simpler.Literal(type.canonical(bits));
  }
}
