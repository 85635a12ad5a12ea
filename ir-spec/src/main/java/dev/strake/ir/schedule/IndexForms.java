package dev.strake.ir.schedule;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.launch.SizeBinding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The forms of a kernel's `i64` values, and how large they can get.
///
/// Forms are exact modulo 2^64; where a form is [#isBounded], the value is the form's in plain
/// integers, so that comparing forms compares values.
final class IndexForms {
  /// Sums of a few bounded forms stay below 2^63.
  private static final double BOUND = 0x1p60;

  private final Set<String> extents = new HashSet<>();
  private final Map<Value, Op> definitions = new HashMap<>();
  private final Map<Value, Value> equals = new HashMap<>();
  private final Map<Value, Double> indices = new HashMap<>();

  IndexForms(Kernel kernel) {
    for (var parameter : kernel.parameters()) {
      if (parameter.value().type() instanceof ViewType view) {
        view.dims().forEach(this::addExtent);
      }
    }
    define(kernel.body());
  }

  private void addExtent(Size dim) {
    if (dim instanceof Size.Symbol(var name)) {
      extents.add(name);
    }
  }

  /// Notes the definitions of a region, in the place of those it was made from.
  void define(Region region) {
    for (var op : region.ops()) {
      op.results().forEach(result -> definitions.put(result, op));
      switch (op) {
        case Op.For loop -> bound(loop.index(), loop.lower(), loop.upper());

        case Op.Scan scan -> {
          bound(scan.body(), scan.lowers(), scan.uppers());
          bound(scan.sink(), scan.lowers(), scan.uppers());
        }
        case Op.Bulk bulk -> bound(bulk.body(), bulk.lowers(), bulk.uppers());
        case Op.Flat _, Op.If _, Op.While _ -> {}
      }
      op.regions().forEach(this::define);
    }
  }

  private void bound(Region body, List<Value> lowers, List<Value> uppers) {
    for (var axis = 0; axis < lowers.size(); axis++) {
      bound(body.parameters().get(axis), lowers.get(axis), uppers.get(axis));
    }
  }

  private void bound(Value index, Value lower, Value upper) {
    indices.put(index, Math.max(magnitude(form(lower)), magnitude(form(upper))));
  }

  /// From now on `value` is read as `same`.
  void equate(Value value, Value same) {
    equals.put(value, same);
  }

  IndexForm form(Value value) {
    if (equals.containsKey(value)) {
      return form(equals.get(value));
    }
    var op = definitions.get(value);
    if (op instanceof Op.Constant(_, var bits) && value.type() == ScalarType.I64) {
      return IndexForm.of(bits);
    }
    if (op instanceof Op.SizeOf(_, var size)) {
      return form(size);
    }
    if (op instanceof Op.CheckIndex(_, var index, _, _)) {
      return form(index);
    }
    return op instanceof Op.Binary binary && value.type() == ScalarType.I64
        ? form(binary)
        : opaque(value);
  }

  private static IndexForm opaque(Value value) {
    return IndexForm.of(new IndexForm.Atom.OfValue(value));
  }

  private IndexForm form(Op.Binary op) {
    return switch (op.op()) {
      case ADD -> form(op.left()).plus(form(op.right()));
      case SUB -> form(op.left()).minus(form(op.right()));
      case MUL -> product(form(op.left()), form(op.right()), opaque(op.result()));
      case DIV, REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          opaque(op.result());
    };
  }

  private static IndexForm product(IndexForm left, IndexForm right, IndexForm otherwise) {
    if (left.isConstant()) {
      return right.times(left.constant());
    }
    return right.isConstant() ? left.times(right.constant()) : otherwise;
  }

  private static IndexForm form(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> IndexForm.of(value);
      case Size.Symbol _ -> IndexForm.of(new IndexForm.Atom.OfSize(size));
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD -> form(left).plus(form(right));
            case SUB -> form(left).minus(form(right));
            case MUL ->
                product(form(left), form(right), IndexForm.of(new IndexForm.Atom.OfSize(size)));
            case FLOORDIV, FLOORMOD, MIN, MAX -> IndexForm.of(new IndexForm.Atom.OfSize(size));
          };
    };
  }

  /// Whether the form can't have overflowed, nor a sum of a few of its kind.
  boolean isBounded(IndexForm form) {
    return magnitude(form) < BOUND;
  }

  /// Whether the number of iterations surely is an `i64`.
  boolean isCountable(Op.For loop) {
    return isBounded(form(loop.lower())) && isBounded(form(loop.upper()));
  }

  /// No value of the form is further from zero; infinity if nothing is known.
  private double magnitude(IndexForm form) {
    var sum = Math.abs((double) form.constant());
    for (var term : form.terms().entrySet()) {
      var factor = Math.abs((double) term.getValue());
      sum +=
          factor
              * switch (term.getKey()) {
                case IndexForm.Atom.OfSize(var size) -> magnitude(size);
                case IndexForm.Atom.OfValue(var value) ->
                    indices.getOrDefault(value, Double.POSITIVE_INFINITY);
              };
    }
    return sum;
  }

  private double magnitude(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> Math.abs((double) value);
      case Size.Symbol(var name) ->
          extents.contains(name) ? SizeBinding.MAX_EXTENT : Double.POSITIVE_INFINITY;
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD, SUB -> magnitude(left) + magnitude(right);
            case MUL -> magnitude(left) * magnitude(right);
            // Divisors are integers and not zero, and flooring takes -1 to -1.
            case FLOORDIV -> magnitude(left);
            case FLOORMOD -> magnitude(right);
            case MIN, MAX -> Math.max(magnitude(left), magnitude(right));
          };
    };
  }
}
