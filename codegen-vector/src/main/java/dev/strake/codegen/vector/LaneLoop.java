package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.LaneAnalysis;

/// How a lanes loop is laid out in vector registers.
///
/// Every register of the loop holds the same number of lanes, whatever its type: the width divided
/// by the widest type that varies. So a mask from one comparison fits the values of any other type.
/// `bool` is a mask; narrow integers are held in `i32` lanes, extended as their type says, `u32`
/// and `u64` in the signed lanes of their width.
record LaneLoop(int lanes, int lanesPerRegister, ScalarType widest, LaneAnalysis analysis) {

  static LaneLoop of(Op.For loop, int lanes, int vectorBits) {
    var analysis = LaneAnalysis.of(loop);
    var widest = widest(loop.body(), analysis, ScalarType.I32);
    return new LaneLoop(lanes, Math.min(lanes, vectorBits / widest.bits()), widest, analysis);
  }

  /// Registers that hold one value.
  int registers() {
    return lanes / lanesPerRegister;
  }

  /// The element type of the registers that hold values of `type`; masks belong to the widest type.
  ScalarType held(ScalarType type) {
    return type.isBool() ? widest : heldNumber(type);
  }

  private static ScalarType heldNumber(ScalarType type) {
    return switch (type) {
      case BOOL, I8, I16, I32, U8, U16, U32 -> ScalarType.I32;
      case I64, U64 -> ScalarType.I64;
      case F32, F64 -> type;
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    };
  }

  VectorClass vectorOf(ScalarType type) {
    var held = held(type);
    return new VectorClass(held, held.bits() * lanesPerRegister);
  }

  private static ScalarType widest(Region region, LaneAnalysis analysis, ScalarType atLeast) {
    var widest = atLeast;
    for (var op : region.ops()) {
      for (var value : op.results()) {
        if (analysis.isVarying(value)) {
          widest = wider(widest, value.scalar());
        }
      }
      if (op instanceof Op.Store store) {
        widest = wider(widest, store.value().scalar());
      }
      if (readsIndexAsLanes(op, analysis)) {
        widest = wider(widest, ScalarType.I64);
      }
      for (var inner : op.regions()) {
        widest = widest(inner, analysis, widest);
      }
    }
    return widest;
  }

  /// Whether an index, otherwise a scalar, becomes a register of `i64` lanes in this op.
  private static boolean readsIndexAsLanes(Op op, LaneAnalysis analysis) {
    return switch (op) {
      case Op.Store store -> isAffine(store.value(), analysis);
      case Op.Load _ -> false;
      case Op.Flat _ -> readsIndexAsOperand(op, analysis);
      case Op.Structured _ ->
          op.regions().stream()
              .anyMatch(inner -> inner.results().stream().anyMatch(v -> isAffine(v, analysis)));
    };
  }

  private static boolean readsIndexAsOperand(Op op, LaneAnalysis analysis) {
    return op.results().stream().anyMatch(analysis::isVarying)
        && op.operands().stream().anyMatch(value -> isAffine(value, analysis));
  }

  private static boolean isAffine(Value value, LaneAnalysis analysis) {
    return analysis.shape(value) instanceof LaneAnalysis.Shape.Affine;
  }

  private static ScalarType wider(ScalarType first, ScalarType second) {
    return second.bits() > first.bits() ? heldNumber(second) : first;
  }
}
