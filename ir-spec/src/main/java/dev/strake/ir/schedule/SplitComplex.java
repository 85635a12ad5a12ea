package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes two values of every complex one, and of every view of complex numbers a view of their
/// components with one axis more, so that backends know no complex numbers.
///
/// ```
/// kernel k(%0 in x: view<complex64, [n]>) ..     kernel k(%0 in x: view<f32, [n, 2] unit>) ..
/// %4 = load %0[%3]                          ->   %5 = load %0[%3, 0]
///                                                %6 = load %0[%3, 1]
/// ```
///
/// Expects a kernel without reductions, scans and scatters.
public final class SplitComplex {
  private final Ids ids;
  private final Map<Value, Pair> pairs = new HashMap<>();
  private final Substitution substitution = new Substitution();

  /// The components of a complex value.
  record Pair(Value real, Value imaginary) {}

  private SplitComplex(Ids ids) {
    this.ids = ids;
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "split-complex", "make two values of every complex one", SplitComplex::split);
  }

  private static Kernel split(Kernel kernel) {
    return isComplex(kernel) ? new SplitComplex(Ids.after(kernel)).kernel(kernel) : kernel;
  }

  private static boolean isComplex(Kernel kernel) {
    return kernel.parameters().stream().anyMatch(parameter -> isComplex(parameter.value().type()))
        || isComplex(kernel.body());
  }

  private static boolean isComplex(Region region) {
    return region.ops().stream()
        .anyMatch(
            op ->
                op.results().stream().anyMatch(value -> isComplex(value.type()))
                    || op.regions().stream().anyMatch(SplitComplex::isComplex));
  }

  private static boolean isComplex(Type type) {
    return switch (type) {
      case ScalarType scalar -> scalar.isComplex();
      case ViewType view -> view.element().isComplex();
    };
  }

  private Kernel kernel(Kernel kernel) {
    var parameters = kernel.parameters().stream().map(this::parameter).toList();
    var body = region(kernel.body());
    return new Kernel(kernel.name(), parameters, kernel.where(), kernel.launchChecks(), body);
  }

  private Parameter parameter(Parameter parameter) {
    return isComplex(parameter.value().type())
        ? new Parameter(parameter.name(), parameter.role(), retyped(parameter.value()))
        : parameter;
  }

  /// The same view over components.
  private Value retyped(Value view) {
    var retyped = new Value(view.id(), componentsOf(view.view()));
    substitution.replace(view, retyped);
    return retyped;
  }

  /// A view with one axis more for the two components, which are neighbours in memory.
  static ViewType componentsOf(ViewType view) {
    var dims = new ArrayList<>(view.dims());
    dims.add(Size.of(2));
    var layout = view.layout() == Layout.STRIDED ? Layout.UNIT_INNER : view.layout();
    return new ViewType(view.element().component(), dims, layout);
  }

  private Region region(Region region) {
    var parameters = region.parameters().stream().flatMap(this::define).toList();
    var builder = RegionBuilder.of(ids, parameters);
    region.ops().forEach(op -> place(op, builder));
    return builder.end(read(region.results()));
  }

  /// What stands for a value where it is defined.
  private Stream<Value> define(Value value) {
    if (!isComplex(value.type())) {
      return Stream.of(value);
    }
    var component = value.scalar().component();
    var pair = new Pair(ids.fresh(component), ids.fresh(component));
    pairs.put(value, pair);
    return Stream.of(pair.real(), pair.imaginary());
  }

  private List<Value> define(List<Value> values) {
    return values.stream().flatMap(this::define).toList();
  }

  private List<Value> read(List<Value> values) {
    return values.stream()
        .flatMap(
            value ->
                pairs.containsKey(value)
                    ? Stream.of(pairs.get(value).real(), pairs.get(value).imaginary())
                    : Stream.of(substitution.of(value)))
        .toList();
  }

  private Pair pair(Value value) {
    return pairs.get(value);
  }

  private void place(Op op, RegionBuilder at) {
    switch (op) {
      case Op.Complex(var result, var real, var imaginary) ->
          pairs.put(result, new Pair(substitution.of(real), substitution.of(imaginary)));
      case Op.Part(var result, var part, var operand) -> {
        var pair = pair(operand);
        substitution.replace(result, part == ComplexPart.REAL ? pair.real() : pair.imaginary());
      }
      case Op.Compare compare when isComplex(compare.left().type()) -> compare(compare, at);
      case Op.Local(var result, var site) when isComplex(result.type()) ->
          at.append(new Op.Local(retyped(result), site));
      case Op.Store store when isComplex(store.view().type()) -> store(store, at);
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          at.append(
              new Op.If(
                  define(results),
                  substitution.of(condition),
                  region(whenTrue),
                  region(whenFalse)));
      case Op.While(var results, var initial, var condition, var body, var site) -> {
        var carried = read(initial);
        at.append(new Op.While(define(results), carried, region(condition), region(body), site));
      }
      case Op.For(var results, var kind, var lower, var upper, var initial, var body, var site) ->
          at.append(
              new Op.For(
                  define(results),
                  kind,
                  substitution.of(lower),
                  substitution.of(upper),
                  read(initial),
                  region(body),
                  site));
      case Op.Flat _, Op.Bulk _ -> scalar(op, at);
    }
  }

  /// An op that gives one value, complex or not.
  private void scalar(Op op, RegionBuilder at) {
    var results = op.results();
    if (results.isEmpty() || !isComplex(results.getFirst().type())) {
      at.append(new OpMapping(value -> value, substitution::of, this::region).apply(op));
      return;
    }
    pairs.put(results.getFirst(), components(op, at));
  }

  private Pair components(Op op, RegionBuilder at) {
    var arithmetic = new ComplexArithmetic(at);
    return switch (op) {
      case Op.Unary unary -> arithmetic.unary(unary.op(), pair(unary.operand()));
      case Op.Binary binary ->
          arithmetic.binary(binary.op(), pair(binary.left()), pair(binary.right()));
      case Op.Fma fma -> arithmetic.fma(pair(fma.a()), pair(fma.b()), pair(fma.c()));
      case Op.Select(_, var condition, var whenTrue, var whenFalse) ->
          arithmetic.select(substitution.of(condition), pair(whenTrue), pair(whenFalse));
      case Op.Cast(var result, var operand) -> {
        var type = result.scalar().component();
        yield isComplex(operand.type())
            ? new Pair(
                at.cast(type, pair(operand).real()), at.cast(type, pair(operand).imaginary()))
            : new Pair(at.cast(type, substitution.of(operand)), at.constant(type, 0));
      }
      case Op.Load load ->
          new Pair(
              at.load(substitution.of(load.view()), indices(load.indices(), 0, at), load.site()),
              at.load(substitution.of(load.view()), indices(load.indices(), 1, at), load.site()));
      case Op.Constant _, Op.Compare _, Op.Bitcast _, Op.Complex _, Op.Part _, Op.Call _ ->
          throw new IllegalArgumentException("gives no complex number: " + op);
      case Op.SizeOf _, Op.Local _, Op.Store _, Op.Check _, Op.Print _ ->
          throw new IllegalArgumentException("gives no complex number: " + op);
      case Op.Structured _ -> throw new IllegalArgumentException("not split here: " + op);
    };
  }

  private void compare(Op.Compare op, RegionBuilder at) {
    var left = pair(op.left());
    var right = pair(op.right());
    var real = at.compare(op.op(), left.real(), right.real());
    var imaginary = at.compare(op.op(), left.imaginary(), right.imaginary());
    var join = op.op() == CompareOp.EQ ? BinaryOp.AND : BinaryOp.OR;
    substitution.replace(op.result(), at.binary(join, real, imaginary));
  }

  private void store(Op.Store op, RegionBuilder at) {
    var view = substitution.of(op.view());
    var pair = pair(op.value());
    at.store(view, indices(op.indices(), 0, at), pair.real(), op.site());
    at.store(view, indices(op.indices(), 1, at), pair.imaginary(), op.site());
  }

  private List<Value> indices(List<Value> indices, int component, RegionBuilder at) {
    return Elements.with(substitution.of(indices), at.index(component));
  }
}
