package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Expr;
import dev.strake.frontend.check.TypedSizes;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Lowers the arguments of a function whose body is put in place of its call. An array or slice is
/// no value: the body then reads the caller's array, the fixed indices evaluated once and offsets
/// added.
///
/// ```
/// fn norm(a: f64[n]) -> f64 = sqrt(sum[k in 0..n] (a[k] * a[k]));
/// norm(x[i + 1, 2..w])  ->  a[k] is x[i + 1, 2 + k], n is max(w - 2, 0)
/// ```
final class ArgumentLowering {
  private final Sites sites;
  private final ExpressionLowering expressions;

  ArgumentLowering(Sites sites, ExpressionLowering expressions) {
    this.sites = sites;
    this.expressions = expressions;
  }

  /// What the body of the function knows when it starts.
  Environment bind(
      Typed.Function function, List<Expr> arguments, RegionBuilder into, Environment caller) {
    var inside = new Environment();
    var scalars = function.parameters().iterator();
    var arrays = function.arrays().iterator();
    for (var argument : arguments) {
      if (argument instanceof Expr.Slice slice) {
        bind(arrays.next(), part(slice, into, caller), inside);
      } else {
        bind(scalars.next(), argument, into, caller, inside);
      }
    }
    return inside;
  }

  private void bind(
      Typed.Variable parameter,
      Expr argument,
      RegionBuilder into,
      Environment caller,
      Environment inside) {
    inside.set(parameter, expressions.lower(argument, into, caller));
    if (parameter.type() == ScalarType.I64) {
      caller
          .launchSize(argument)
          .ifPresent(size -> inside.set(parameter.name(), new Extent.OfSize(size)));
    }
  }

  /// An extent named by several arrays is that of the first: they are equal.
  private static void bind(Typed.Array parameter, ArrayPart part, Environment inside) {
    inside.set(parameter, part);
    var extents = part.extents();
    for (var axis = 0; axis < extents.size(); axis++) {
      if (parameter.dims().get(axis) instanceof Size.Symbol(var name) && !inside.knows(name)) {
        inside.set(name, extents.get(axis));
      }
    }
  }

  private ArrayPart part(Expr.Slice slice, RegionBuilder into, Environment caller) {
    var base = caller.part(slice.array());
    var subscripts = slice.subscripts().iterator();
    var axes = new ArrayList<ArrayPart.Axis>();
    for (var axis : base.axes()) {
      axes.add(axis.isKept() ? axis(axis, subscripts.next(), into, caller) : axis);
    }
    return new ArrayPart(base.view(), axes);
  }

  private ArrayPart.Axis axis(
      ArrayPart.Axis base, Typed.Subscript subscript, RegionBuilder into, Environment caller) {
    return switch (subscript) {
      case Typed.Subscript.Whole _ -> base;
      case Typed.Subscript.At(var index, var span) -> {
        var value = expressions.lower(index, into, caller);
        yield new ArrayPart.Axis.Fixed(ArrayPart.index(base, value, false, sites.of(span), into));
      }
      case Typed.Subscript.Part(var lower, var upper) -> {
        var start = expressions.lower(lower, into, caller);
        var end = expressions.lower(upper, into, caller);
        var extent =
            caller
                .launchSize(lower)
                .flatMap(low -> caller.launchSize(upper).map(high -> TypedSizes.between(low, high)))
                .<Extent>map(Extent.OfSize::new)
                .orElseGet(() -> new Extent.OfValue(length(start, end, into)));
        yield new ArrayPart.Axis.Section(start, extent, base);
      }
    };
  }

  private static Value length(Value start, Value end, RegionBuilder into) {
    var length = into.binary(BinaryOp.SUB, end, start);
    return into.binary(BinaryOp.MAX, length, into.index(0));
  }
}
