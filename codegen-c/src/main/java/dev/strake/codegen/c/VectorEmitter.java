package dev.strake.codegen.c;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.schedule.LaneAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Prints a loop over lanes that carries many sums, as the blocks of a matrix product do, with the
/// vector types of GNU C: compilers leave such variables in registers, while they write the arrays
/// of a loop over lanes to memory and back in every step.
///
/// A value that differs between lanes is one variable per register. What all lanes share is a
/// scalar, and so is what counts up with the lane: the number of the first one.
///
/// ```
/// for lanes(16) i in 0..n {                for (i64 v1 = 0; v1 < n; v1 += 16) {
///   s, t = for seq k carry a = 0 {           f64x8 v7_0 = f64x8_of(0.0); f64x8 v7_1 = ..
///     fma(x[k], y[k, i], a) ..       ->      for (i64 v2 = 0; v2 < m; v2++) {
///   }                                          const f64x8 v5_0 = *(const f64x8_in_memory *)(&y[..] + 0);
/// }                                            v7_0 = f64x8_fma(f64x8_of(x[v2]), v5_0, v7_0); ..
/// ```
final class VectorEmitter {
  /// Fewer registers of sums are kept by compilers as they are.
  private static final int LEAST_REGISTERS = 4;

  private final CEmitter emitter;
  private final LaneAnalysis lanes;
  private final Op.For loop;
  private final int count;
  private final int perRegister;

  /// What a parameter of a region is called, by the variable that stands for it.
  private final Map<Value, String> names = new HashMap<>();

  private VectorEmitter(CEmitter emitter, Op.For loop, int count, int perRegister) {
    this.emitter = emitter;
    this.loop = loop;
    this.lanes = LaneAnalysis.of(loop);
    this.count = count;
    this.perRegister = perRegister;
  }

  /// Prints the loop, if it is one of those; `vectorBits` is the width of registers, 0 for none.
  ///
  /// @return whether it was
  static boolean print(CEmitter emitter, Op.For loop, int count, int vectorBits) {
    var lanes = LaneAnalysis.of(loop);
    var widths =
        inside(loop.body())
            .flatMap(op -> op.results().stream())
            .filter(lanes::isVarying)
            .mapToInt(value -> value.scalar().bits())
            .distinct()
            .toArray();
    if (vectorBits == 0 || widths.length != 1 || !fits(loop.body(), lanes)) {
      return false;
    }
    var perRegister = vectorBits / widths[0];
    if (count % perRegister != 0) {
      return false;
    }
    var sums =
        loop.body().ops().stream()
            .filter(op -> op instanceof Op.For)
            .flatMap(op -> op.results().stream())
            .filter(lanes::isVarying)
            .count();
    if (sums * count / perRegister < LEAST_REGISTERS) {
      return false;
    }
    new VectorEmitter(emitter, loop, count, perRegister).print();
    return true;
  }

  private static Stream<Op> inside(Region region) {
    return region.ops().stream()
        .flatMap(op -> Stream.concat(Stream.of(op), op.regions().stream().flatMap(r -> inside(r))));
  }

  private static boolean fits(Region region, LaneAnalysis lanes) {
    return region.ops().stream().allMatch(op -> fits(op, lanes));
  }

  private static boolean fits(Op op, LaneAnalysis lanes) {
    if (op instanceof Op.For inner) {
      return inner.kind().equals(LoopKind.SEQ)
          && lanes.isUniform(inner.lower())
          && lanes.isUniform(inner.upper())
          && fits(inner.body(), lanes);
    }
    if (op.results().stream().noneMatch(lanes::isVarying)) {
      return switch (op) {
        case Op.Store store ->
            lanes.access(store.view(), store.indices()) == LaneAnalysis.Access.CONTIGUOUS
                && isHeld(store.value().scalar())
                && !isAffine(store.value(), lanes);
        case Op.Binary binary -> !binary.canFail();
        case Op.Scalar _, Op.SizeOf _, Op.Load _ -> true;
        case Op.Check _, Op.Print _, Op.Local _, Op.Call _, Op.Structured _ -> false;
      };
    }
    return isHeld(op.results().getFirst().scalar())
        && switch (op) {
          case Op.Load load ->
              lanes.access(load.view(), load.indices()) == LaneAnalysis.Access.CONTIGUOUS;
          case Op.Fma _ -> true;
          case Op.Binary binary ->
              hasOperator(binary) && op.operands().stream().noneMatch(v -> isAffine(v, lanes));
          case Op.Scalar _, Op.SizeOf _, Op.Store _ -> false;
          case Op.Check _, Op.Print _, Op.Local _, Op.Call _, Op.Structured _ -> false;
        };
  }

  private static boolean isAffine(Value value, LaneAnalysis lanes) {
    return lanes.shape(value) instanceof LaneAnalysis.Shape.Affine;
  }

  /// Whether `prelude.h` has vectors of the type.
  private static boolean isHeld(ScalarType type) {
    return switch (type) {
      case F32, F64, I32, I64, U32, U64 -> true;
      case BOOL, I8, I16, U8, U16, F16, BF16, COMPLEX64, COMPLEX128 -> false;
    };
  }

  /// Products of floats are left to others, who keep them apart from sums.
  private static boolean hasOperator(Op.Binary op) {
    return switch (op.op()) {
      case ADD, SUB -> true;
      case MUL -> op.result().scalar().isInteger();
      case DIV, REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR -> false;
    };
  }

  private void print() {
    emitter.out().open(emitter.header(loop, CNames.variable(loop.index()), count));
    region(loop.body());
    emitter.out().close();
  }

  private int registers() {
    return count / perRegister;
  }

  private void region(Region region) {
    for (var op : region.ops()) {
      if (op instanceof Op.For inner) {
        innerLoop(inner);
      } else if (op instanceof Op.Store store) {
        store(store);
      } else if (lanes.isVarying(op.results().getFirst())) {
        value(op);
      } else {
        emitter.op(op);
      }
    }
  }

  private void value(Op op) {
    emitter.at(op);
    var result = op.results().getFirst();
    for (var register = 0; register < registers(); register++) {
      emitter
          .out()
          .line(
              "const %s %s = %s;"
                  .formatted(type(result), name(result, register), expression(op, register)));
    }
  }

  private String expression(Op op, int register) {
    return switch (op) {
      case Op.Load(var result, var view, var indices, _) ->
          "*(const " + type(result) + "_in_memory *)" + address(view, indices, register);
      case Op.Fma(var result, var a, var b, var c) ->
          "%s_fma(%s, %s, %s)"
              .formatted(type(result), text(a, register), text(b, register), text(c, register));
      case Op.Binary(_, var kind, var a, var b, _) ->
          text(a, register) + operator(kind) + text(b, register);
      case Op.Scalar _, Op.SizeOf _, Op.Store _ -> throw unexpected(op);
      case Op.Check _, Op.Print _, Op.Local _, Op.Call _, Op.Structured _ -> throw unexpected(op);
    };
  }

  private static CompilerError unexpected(Op op) {
    return CompilerError.bug("VectorEmitter", "no vectors of " + op);
  }

  private static String operator(BinaryOp op) {
    return switch (op) {
      case ADD -> " + ";
      case SUB -> " - ";
      case MUL -> " * ";
      case DIV, REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          throw CompilerError.bug("VectorEmitter", "no operator " + op.mnemonic());
    };
  }

  private void store(Op.Store op) {
    emitter.at(op);
    for (var register = 0; register < registers(); register++) {
      var target = "*(" + type(op.value()) + "_in_memory *)";
      emitter
          .out()
          .line(
              target
                  + address(op.view(), op.indices(), register)
                  + " = "
                  + text(op.value(), register)
                  + ";");
    }
  }

  private String address(Value view, List<Value> indices, int register) {
    var first = "&" + emitter.names().element(view, indices);
    return register == 0 ? "(" + first + ")" : "(" + first + " + " + register * perRegister + ")";
  }

  private void innerLoop(Op.For inner) {
    var results = inner.results();
    var parameters = inner.body().parameters().subList(1, results.size() + 1);
    var varying = new ArrayList<Integer>();
    var uniform = new ArrayList<Integer>();
    for (var k = 0; k < results.size(); k++) {
      (lanes.isVarying(results.get(k)) ? varying : uniform).add(k);
    }
    for (var k : varying) {
      names.put(parameters.get(k), CNames.variable(results.get(k)));
      for (var register = 0; register < registers(); register++) {
        var variable = type(results.get(k)) + " " + name(results.get(k), register);
        emitter.out().line(variable + " = " + text(inner.initial().get(k), register) + ";");
      }
    }
    emitter.carry(
        pick(results, uniform), pick(inner.initial(), uniform), pick(parameters, uniform));
    emitter.at(inner);
    emitter.out().open(emitter.header(inner, CNames.variable(inner.index()), 1));
    region(inner.body());
    assign(pick(results, varying), pick(inner.body().results(), varying));
    emitter.assign(pick(results, uniform), pick(inner.body().results(), uniform));
    emitter.out().close();
  }

  private static List<Value> pick(List<Value> values, List<Integer> places) {
    return places.stream().map(values::get).toList();
  }

  /// All at once, by way of constants where a source is a target too.
  private void assign(List<Value> targets, List<Value> sources) {
    var names = targets.stream().map(target -> name(target, 0)).toList();
    var needsCopies = sources.stream().anyMatch(source -> names.contains(text(source, 0)));
    var lines = new ArrayList<String>();
    for (var k = 0; k < targets.size(); k++) {
      for (var register = 0; register < registers(); register++) {
        var target = name(targets.get(k), register);
        var source = text(sources.get(k), register);
        if (needsCopies) {
          var copy = "next" + targets.get(k).id() + "_" + register;
          emitter.out().line("const " + type(targets.get(k)) + " " + copy + " = " + source + ";");
          source = copy;
        }
        lines.add(target + " = " + source + ";");
      }
    }
    lines.forEach(emitter.out()::line);
  }

  private String text(Value value, int register) {
    return lanes.isVarying(value)
        ? name(value, register)
        : type(value) + "_of(" + emitter.names().text(value) + ")";
  }

  private String name(Value value, int register) {
    return names.getOrDefault(value, CNames.variable(value)) + "_" + register;
  }

  private String type(Value value) {
    return CType.ofValue(value.scalar()) + "x" + perRegister;
  }
}
