package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Substitution;

/// Turns halves into the `u16` of their bits, so that backends never see one.
///
/// ```
/// %0 in x: view<f16, [n]>               %0 in x: view<u16, [n]>
/// %5 = load %0[%4]                ->    %5 = load %0[%4]
/// %6 = cast f32 %5                      .. integer ops, see HalfConversions ..
/// ```
///
/// Memory stays as it is: both are two bytes. Loads, stores and selects only change their types; a
/// bitcast from a half canonicalises NaN.
public final class ExpandHalves {
  private final Ids ids;
  private final Substitution substitution = new Substitution();

  private ExpandHalves(Ids ids) {
    this.ids = ids;
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "expand-halves",
        "turn halves into u16 and their casts into plain ops",
        ExpandHalves::expand);
  }

  private static Kernel expand(Kernel kernel) {
    var expansion = new ExpandHalves(Ids.after(kernel));
    var parameters =
        kernel.parameters().stream()
            .map(p -> new Parameter(p.name(), p.role(), retyped(p.value())))
            .toList();
    var body = expansion.region(kernel.body());
    return new Kernel(kernel.name(), parameters, kernel.where(), kernel.launchChecks(), body);
  }

  private static Value retyped(Value value) {
    return new Value(value.id(), retyped(value.type()));
  }

  private static Type retyped(Type type) {
    return switch (type) {
      case ScalarType scalar -> scalar.isHalf() ? ScalarType.U16 : scalar;
      case ViewType view ->
          view.element().isHalf() ? new ViewType(ScalarType.U16, view.dims(), view.layout()) : view;
    };
  }

  private Value read(Value value) {
    return retyped(substitution.of(value));
  }

  private Region region(Region region) {
    var parameters = region.parameters().stream().map(ExpandHalves::retyped).toList();
    var at = RegionBuilder.of(ids, parameters);
    for (var op : region.ops()) {
      switch (op) {
        case Op.Cast(var result, var operand) when isHalf(result) || isHalf(operand) ->
            substitution.replace(
                result, cast(at, operand.scalar(), result.scalar(), read(operand)));
        case Op.Bitcast(var result, var operand) when isHalf(result) || isHalf(operand) ->
            substitution.replace(
                result, bitcast(at, operand.scalar(), result.scalar(), read(operand)));
        case Op _ ->
            at.append(new OpMapping(ExpandHalves::retyped, this::read, this::region).apply(op));
      }
    }
    return at.end(region.results().stream().map(this::read).toList());
  }

  private static boolean isHalf(Value value) {
    return value.scalar().isHalf();
  }

  private static Value cast(RegionBuilder at, ScalarType from, ScalarType to, Value operand) {
    var conversions = new HalfConversions(at);
    if (from == to) {
      return operand;
    }
    if (!from.isHalf()) {
      return conversions.narrow(to, operand);
    }
    var wide = conversions.widen(from, operand);
    if (to.isHalf()) {
      return conversions.narrow(to, wide);
    }
    return to == ScalarType.F32 ? wide : at.cast(to, wide);
  }

  private static Value bitcast(RegionBuilder at, ScalarType from, ScalarType to, Value operand) {
    var bits = from.isHalf() ? new HalfConversions(at).canonical(from, operand) : operand;
    return to == ScalarType.I16
        ? at.bitcast(to, bits)
        : operand.type() == ScalarType.U16 ? bits : at.bitcast(ScalarType.U16, bits);
  }
}
