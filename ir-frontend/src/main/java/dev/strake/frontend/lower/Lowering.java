package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.KernelBuilder;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Program;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.ViewType;
import dev.strake.ir.diag.CompilerError;
import java.util.ArrayList;
import java.util.List;

/// Makes the program of one kernel: the kernel, and each function it calls once per choice of
/// types.
public final class Lowering {
  private final Sites sites = new Sites();
  private final Callees callees = new Callees();

  private Lowering() {}

  /// The program; its kernel has the given name.
  public static Program lower(String name, Typed.Kernel kernel) {
    var lowering = new Lowering();
    var lowered = lowering.kernel(name, kernel);
    var functions = new ArrayList<Func>();
    while (lowering.callees.hasNext()) {
      var callee = lowering.callees.next();
      functions.add(lowering.function(callee.name(), callee.function()));
    }
    return new Program(functions, List.of(lowered), lowering.sites.rows());
  }

  private Kernel kernel(String name, Typed.Kernel kernel) {
    var builder = KernelBuilder.named(name);
    var values = new Environment();
    kernel.parameters().forEach(parameter -> declare(parameter, builder, values));
    for (var placed : kernel.where()) {
      var condition = placed.condition();
      builder.where(
          new Condition(
              condition.left(), condition.op(), condition.right(), sites.of(placed.span())));
    }
    statements().lower(kernel.body(), builder.body(), values);
    return builder.build();
  }

  /// A complex number is passed in a view of rank 0, since no slot of a launch can hold one.
  private void declare(Typed parameter, KernelBuilder builder, Environment values) {
    switch (parameter) {
      case Typed.Variable number when number.type().isComplex() -> {
        var view = builder.parameter(number.name(), Role.IN, ViewType.of(number.type(), List.of()));
        values.set(number, builder.body().load(view, List.of(), sites.of(number.declared())));
      }
      case Typed.Variable scalar -> {
        values.set(scalar, builder.parameter(scalar.name(), Role.IN, scalar.type()));
        if (scalar.type() == ScalarType.I64) {
          values.set(scalar.name(), new Extent.OfSize(Size.of(scalar.name())));
        }
      }
      case Typed.Array array -> {
        var type = ViewType.of(array.element(), array.dims());
        values.set(array, builder.parameter(array.name(), array.storage().role(), type));
      }
      case Typed.Binder _,
          Typed.Block _,
          Typed.Function _,
          Typed.Kernel _,
          Typed.PlacedCondition _,
          Typed.Stmt _,
          Typed.Expr _,
          Typed.Subscript _,
          Typed.Several _,
          Typed.Reduction _,
          Typed.Combination _,
          Typed.OfNothing _ ->
          throw CompilerError.bug("Lowering", "not a parameter: " + parameter);
    }
  }

  private Func function(String name, Typed.Function function) {
    var ids = Ids.from(0);
    var parameters = function.parameters().stream().map(p -> ids.fresh(p.type())).toList();
    var values = new Environment();
    for (var i = 0; i < parameters.size(); i++) {
      values.set(function.parameters().get(i), parameters.get(i));
    }
    var body = RegionBuilder.of(ids, parameters);
    var result = statements().lowerReturning(function.body(), body, values);
    return new Func(name, body.end(result));
  }

  private StatementLowering statements() {
    return new StatementLowering(sites, new ExpressionLowering(sites, callees));
  }
}
