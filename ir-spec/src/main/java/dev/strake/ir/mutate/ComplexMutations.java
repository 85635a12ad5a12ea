package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Complex arithmetic by other formulas, and parts that change places: the defects of a backend
/// that takes checked kernels, since scheduled ones have no complex numbers.
final class ComplexMutations {
  private final ScalarType type;
  private final Defects defects = Defects.ofChecked(Family.OPERATION);

  private ComplexMutations(ScalarType type) {
    this.type = type;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var type : ScalarType.values()) {
      if (type.isComplex()) {
        all.addAll(new ComplexMutations(type).ofComplex());
      }
    }
    return all;
  }

  private List<CodeMutation> ofComplex() {
    products();
    quotients();
    fma();
    parts();
    casts();
    return defects.all();
  }

  /// A complex number taken apart.
  private record Parts(Value real, Value imaginary) {
    static Parts of(RegionBuilder at, Value number) {
      return new Parts(at.part(ComplexPart.REAL, number), at.part(ComplexPart.IMAGINARY, number));
    }
  }

  private static Value add(RegionBuilder at, Value left, Value right) {
    return at.binary(BinaryOp.ADD, left, right);
  }

  private static Value sub(RegionBuilder at, Value left, Value right) {
    return at.binary(BinaryOp.SUB, left, right);
  }

  private static Value mul(RegionBuilder at, Value left, Value right) {
    return at.binary(BinaryOp.MUL, left, right);
  }

  private void products() {
    defects.binary(
        BinaryOp.MUL,
        type,
        "fuses its products",
        (at, op, _) -> {
          var z = Parts.of(at, op.left());
          var w = Parts.of(at, op.right());
          var minus = at.unary(UnaryOp.NEG, z.imaginary);
          var real = at.fma(minus, w.imaginary, mul(at, z.real, w.real));
          var imaginary = at.fma(z.imaginary, w.real, mul(at, z.real, w.imaginary));
          return at.complex(real, imaginary);
        });
    defects.binary(
        BinaryOp.MUL,
        type,
        "takes three products",
        (at, op, _) -> {
          var z = Parts.of(at, op.left());
          var w = Parts.of(at, op.right());
          var first = mul(at, z.real, w.real);
          var second = mul(at, z.imaginary, w.imaginary);
          var both = mul(at, add(at, z.real, z.imaginary), add(at, w.real, w.imaginary));
          var imaginary = sub(at, sub(at, both, first), second);
          return at.complex(sub(at, first, second), imaginary);
        });
    defects.binary(
        BinaryOp.MUL,
        type,
        "multiplies part by part",
        (at, op, _) -> {
          var z = Parts.of(at, op.left());
          var w = Parts.of(at, op.right());
          return at.complex(mul(at, z.real, w.real), mul(at, z.imaginary, w.imaginary));
        });
    defects.binary(
        BinaryOp.MUL,
        type,
        "gives infinity where a part is NaN",
        (at, _, right) -> {
          var parts = Parts.of(at, right);
          var isNan = Bits.either(at, Bits.isNan(at, parts.real), Bits.isNan(at, parts.imaginary));
          var infinite = at.constant(type.component(), type.component().largest());
          return at.select(isNan, at.complex(infinite, infinite), right);
        });
  }

  private void quotients() {
    defects.binary(
        BinaryOp.DIV,
        type,
        "divides by the square of the magnitude",
        (at, op, _) -> {
          var z = Parts.of(at, op.left());
          var w = Parts.of(at, op.right());
          var square = add(at, mul(at, w.real, w.real), mul(at, w.imaginary, w.imaginary));
          var real = add(at, mul(at, z.real, w.real), mul(at, z.imaginary, w.imaginary));
          var imaginary = sub(at, mul(at, z.imaginary, w.real), mul(at, z.real, w.imaginary));
          return at.complex(
              at.binary(BinaryOp.DIV, real, square), at.binary(BinaryOp.DIV, imaginary, square));
        });
    defects.binary(
        BinaryOp.DIV,
        type,
        "compares magnitudes the other way",
        (at, op, _) -> {
          // z / w is iz / iw, whose divisor has its parts exchanged.
          var z = Parts.of(at, op.left());
          var w = Parts.of(at, op.right());
          var turned = at.complex(at.unary(UnaryOp.NEG, z.imaginary), z.real);
          var divisor = at.complex(at.unary(UnaryOp.NEG, w.imaginary), w.real);
          return at.binary(BinaryOp.DIV, turned, divisor);
        });
    defects.binary(
        BinaryOp.DIV,
        type,
        "conjugates",
        (at, _, right) -> {
          var parts = Parts.of(at, right);
          return at.complex(parts.real, at.unary(UnaryOp.NEG, parts.imaginary));
        });
  }

  private void fma() {
    defects.add(
        "fma %s rounds its products".formatted(type),
        Rule.instead(
            Op.Fma.class,
            one -> one.result().type() == type,
            (at, one, _) -> add(at, mul(at, one.a(), one.b()), one.c())));
    defects.add(
        "fma %s adds its products in the other order".formatted(type),
        Rule.instead(
            Op.Fma.class,
            one -> one.result().type() == type,
            (at, one, _) -> {
              var z = Parts.of(at, one.a());
              var w = Parts.of(at, one.b());
              var c = Parts.of(at, one.c());
              var minus = at.unary(UnaryOp.NEG, z.imaginary);
              var real = at.fma(z.real, w.real, at.fma(minus, w.imaginary, c.real));
              var imaginary = at.fma(z.real, w.imaginary, at.fma(z.imaginary, w.real, c.imaginary));
              return at.complex(real, imaginary);
            }));
  }

  private void parts() {
    defects.add(
        "complex %s exchanges its parts".formatted(type),
        Rule.on(
            Op.Complex.class,
            one -> one.result().type() == type,
            (one, place) ->
                place.at().append(new Op.Complex(one.result(), one.imaginary(), one.real()))));
    for (var part : ComplexPart.values()) {
      var other = part == ComplexPart.REAL ? ComplexPart.IMAGINARY : ComplexPart.REAL;
      defects.add(
          "%s of %s gives the other part".formatted(part.mnemonic(), type),
          Rule.on(
              Op.Part.class,
              one -> one.part() == part && one.operand().type() == type,
              (one, place) -> place.at().append(new Op.Part(one.result(), other, one.operand()))));
    }
    for (var op : List.of(CompareOp.EQ, CompareOp.NE)) {
      defects.compare(
          op,
          type,
          "looks at the real parts only",
          (at, one, _) ->
              at.compare(
                  op,
                  at.part(ComplexPart.REAL, one.left()),
                  at.part(ComplexPart.REAL, one.right())));
    }
    defects.unary(
        UnaryOp.NEG,
        type,
        "conjugates",
        (at, one, _) -> {
          var parts = Parts.of(at, one.operand());
          return at.complex(parts.real, at.unary(UnaryOp.NEG, parts.imaginary));
        });
  }

  private void casts() {
    defects.add(
        "cast to %s gives both parts the value".formatted(type),
        Rule.instead(
            Op.Cast.class,
            one -> one.result().type() == type && !one.operand().scalar().isComplex(),
            (at, _, right) -> {
              var real = at.part(ComplexPart.REAL, right);
              return at.complex(real, real);
            }));
    defects.add(
        "cast to %s gives an imaginary part of -0".formatted(type),
        Rule.instead(
            Op.Cast.class,
            one -> one.result().type() == type && !one.operand().scalar().isComplex(),
            (at, _, right) -> {
              var real = at.part(ComplexPart.REAL, right);
              return at.complex(real, at.constant(type.component(), type.negativeZero()));
            }));
    defects.add(
        "cast of complex numbers to %s exchanges their parts".formatted(type),
        Rule.instead(
            Op.Cast.class,
            one -> one.result().type() == type && one.operand().scalar().isComplex(),
            (at, _, right) -> {
              var parts = Parts.of(at, right);
              return at.complex(parts.imaginary, parts.real);
            }));
  }
}
