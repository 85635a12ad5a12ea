package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the bitcasts of floats that may give any bits for a NaN, because no result tells: code
/// need not look for NaNs there.
///
/// ```
/// %2 = bitcast i64 %1     where %1 is NaN, so is %4, whatever %2 is;
/// %3 = bitcast f64 %2     and of a NaN that is stored every observer sees the canonical one
/// %4 = mul %1, %3
/// store %0[%5], %4
/// ```
///
/// One bitcast after the other is supposed to have a NaN operand: what then surely is NaN or a
/// known truth value, and what differs with the bits? The others may by then give any bits for
/// theirs: they are NaN or not whatever this one gives, so any choice of theirs is one they could
/// make before.
public final class UnseenNans {
  /// What is known of a value where the operand of the bitcast is NaN.
  private enum Known {
    /// No more than that it is the same for all bits, up to which NaN it is.
    SAME,
    NAN,
    FALSE,
    TRUE,
    /// Anything, depending on the bits.
    DIFFERS
  }

  private final Definitions definitions;
  private final Map<Value, Known> known = new HashMap<>();

  private UnseenNans(Op.Bitcast bitcast, Definitions definitions) {
    this.definitions = definitions;
    nansBefore(bitcast.operand()).forEach(value -> known.put(value, Known.NAN));
    known.put(bitcast.result(), Known.DIFFERS);
  }

  /// The results of these bitcasts from floats to integers, for a scheduled kernel.
  public static Set<Value> of(Kernel kernel) {
    var unseen = new HashSet<Value>();
    collect(kernel.body(), Definitions.of(kernel), unseen);
    return Set.copyOf(unseen);
  }

  private static void collect(Region region, Definitions definitions, Set<Value> into) {
    for (var op : region.ops()) {
      if (op instanceof Op.Bitcast bitcast && bitcast.operand().scalar().isFloat()) {
        var nans = new UnseenNans(bitcast, definitions);
        if (nans.staysHidden(region, bitcast) && nans.areSame(region.results())) {
          into.add(bitcast.result());
        }
      }
      op.regions().forEach(inner -> collect(inner, definitions, into));
    }
  }

  /// What is NaN if `value` is: it, and what it was made from.
  private Set<Value> nansBefore(Value value) {
    var nans = new HashSet<Value>(List.of(value));
    var made = definitions.op(value);
    if (made.isEmpty()) {
      return nans;
    }
    switch (made.get()) {
      case Op.Unary(_, var op, var operand) when op != UnaryOp.SQRT ->
          nans.addAll(nansBefore(operand));
      case Op.Cast(_, var operand) when operand.scalar().isFloat() ->
          nans.addAll(nansBefore(operand));
      case Op.Fma(_, var a, var b, var c) when isFactor(b) && isFinite(c) ->
          nans.addAll(nansBefore(a));
      case Op.Binary(_, var op, var left, var right, _) when keepsNumbers(op, right) ->
          nans.addAll(nansBefore(left));
      case Op.Binary(_, var op, var left, var right, _) when keepsNumbers(op, left) ->
          nans.addAll(nansBefore(right));
      case Op.Select(_, _, var whenTrue, var whenFalse) -> {
        var both = nansBefore(whenTrue);
        both.retainAll(nansBefore(whenFalse));
        nans.addAll(both);
      }
      case Op _ -> {}
    }
    return nans;
  }

  /// Whether combining with this literal makes a NaN of nothing but a NaN.
  private boolean keepsNumbers(BinaryOp op, Value literal) {
    return switch (op) {
      case ADD, SUB, MIN, MAX -> isFinite(literal);
      case MUL -> isFactor(literal);
      case DIV, REM, FLOORDIV, FLOORMOD, AND, OR, XOR, SHL, SHR, USHR -> false;
    };
  }

  private boolean isFactor(Value value) {
    return isFinite(value) && number(value) != 0;
  }

  private boolean isFinite(Value value) {
    return value.scalar().isFloat() && Double.isFinite(number(value));
  }

  /// A float literal; NaN for everything else.
  private double number(Value value) {
    var bits = definitions.constant(value);
    if (bits.isEmpty()) {
      return Double.NaN;
    }
    return value.scalar() == ScalarType.F64
        ? Double.longBitsToDouble(bits.getAsLong())
        : Float.intBitsToFloat((int) bits.getAsLong());
  }

  /// Whether no op of a region tells the bits from others.
  private boolean staysHidden(Region region, Op.Bitcast bitcast) {
    return region.ops().stream().allMatch(op -> op.equals(bitcast) || staysHidden(op));
  }

  private boolean staysHidden(Op op) {
    return switch (op) {
      case Op.Scalar scalar -> {
        find(scalar);
        yield !definitions.canFail(op) || areSame(op.operands());
      }
      case Op.Store(_, var indices, var value, _) -> areSame(indices) && isSame(value);
      case Op.If branch -> staysHidden(branch);
      case Op.Load _, Op.Check _, Op.Print _, Op.Call _, Op.SizeOf _, Op.Local _ ->
          areSame(op.operands());
      case Op.For _, Op.While _, Op.Bulk _ -> readsSame(op);
    };
  }

  /// Of a branch whose side is known, only that side runs.
  private boolean staysHidden(Op.If branch) {
    var arms =
        switch (known(branch.condition())) {
          case TRUE -> List.of(branch.whenTrue());
          case FALSE -> List.of(branch.whenFalse());
          case SAME -> branch.regions();
          case NAN, DIFFERS -> List.<Region>of();
        };
    if (arms.isEmpty()
        || !arms.stream().flatMap(arm -> arm.ops().stream()).allMatch(this::staysHidden)) {
      return false;
    }
    for (var slot = 0; slot < branch.results().size(); slot++) {
      var first = known(arms.getFirst().results().get(slot));
      note(branch.results().get(slot), join(first, known(arms.getLast().results().get(slot))));
    }
    return true;
  }

  private boolean readsSame(Op op) {
    return areSame(op.operands())
        && op.regions().stream()
            .allMatch(
                region ->
                    areSame(region.results()) && region.ops().stream().allMatch(this::readsSame));
  }

  private boolean areSame(List<Value> values) {
    return values.stream().allMatch(this::isSame);
  }

  private boolean isSame(Value value) {
    return known(value) != Known.DIFFERS;
  }

  private Known known(Value value) {
    return known.getOrDefault(value, Known.SAME);
  }

  /// What follows from the operand stays, whatever the op itself says.
  private void note(Value value, Known state) {
    known.putIfAbsent(value, state);
  }

  private void find(Op.Scalar op) {
    note(
        op.result(),
        switch (op) {
          case Op.Constant _ -> Known.SAME;
          case Op.Unary(_, var kind, var operand) when kind == UnaryOp.NOT -> not(known(operand));
          case Op.Unary _, Op.Fma _ -> arithmetic(op);
          case Op.Binary binary -> combined(binary);
          case Op.Compare(_, var kind, var left, var right) ->
              anyIs(op, Known.NAN) ? truth(kind == CompareOp.NE) : combined(op);
          case Op.Select(_, var condition, var whenTrue, var whenFalse) ->
              chosen(known(condition), known(whenTrue), known(whenFalse));
          case Op.Cast(var result, _) when result.scalar().isBool() ->
              anyIs(op, Known.NAN) ? Known.TRUE : combined(op);
          case Op.Cast _ -> arithmetic(op);
          case Op.Bitcast _, Op.Complex _, Op.Part _ -> combined(op);
        });
  }

  private boolean anyIs(Op op, Known state) {
    return op.operands().stream().anyMatch(operand -> known(operand) == state);
  }

  private Known combined(Op op) {
    return areSame(op.operands()) ? Known.SAME : Known.DIFFERS;
  }

  /// Floats of which one is NaN give NaN; an integer made of a NaN is the same for all.
  private Known arithmetic(Op.Scalar op) {
    return op.result().scalar().isFloat() && anyIs(op, Known.NAN) ? Known.NAN : combined(op);
  }

  private Known combined(Op.Binary op) {
    return switch (op.op()) {
      case AND -> decided(op, Known.FALSE);
      case OR -> decided(op, Known.TRUE);
      case ADD, SUB, MUL, DIV, MIN, MAX -> arithmetic(op);
      case REM, FLOORDIV, FLOORMOD, XOR, SHL, SHR, USHR -> combined((Op) op);
    };
  }

  /// One operand decides alone if it is `strong`, both together if they are the opposite.
  private Known decided(Op.Binary op, Known strong) {
    if (anyIs(op, strong)) {
      return strong;
    }
    var isWeak = known(op.left()) == not(strong) && known(op.right()) == not(strong);
    return isWeak ? not(strong) : combined((Op) op);
  }

  private static Known not(Known state) {
    return switch (state) {
      case TRUE -> Known.FALSE;
      case FALSE -> Known.TRUE;
      case SAME, NAN, DIFFERS -> state;
    };
  }

  private static Known truth(boolean holds) {
    return holds ? Known.TRUE : Known.FALSE;
  }

  private static Known chosen(Known condition, Known whenTrue, Known whenFalse) {
    return switch (condition) {
      case TRUE -> whenTrue;
      case FALSE -> whenFalse;
      case SAME -> join(whenTrue, whenFalse);
      case NAN, DIFFERS ->
          whenTrue == whenFalse && whenTrue != Known.SAME ? whenTrue : Known.DIFFERS;
    };
  }

  /// One of the two, which of them being the same for all bits.
  private static Known join(Known first, Known second) {
    if (first == second) {
      return first;
    }
    return first == Known.DIFFERS || second == Known.DIFFERS ? Known.DIFFERS : Known.SAME;
  }
}
