package dev.strake.ir.binary;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers the values of programs in the order of their definition: from 0 in each function and
/// kernel, as the text form shows them from top to bottom, the results of an op before what its
/// regions define.
///
/// ```
/// func f(%7: f64) -> f64 { %2 = neg %7  yield %2 }
/// ->
/// func f(%0: f64) -> f64 { %1 = neg %0  yield %1 }
/// ```
///
/// So programs that mean the same by the same ops become equal, places aside.
public final class Canonical {
  private final Map<Value, Value> numbered = new HashMap<>();
  private final OpMapping mapping = new OpMapping(this::of, this::of, this::region);

  private Canonical() {}

  /// The same program with its values numbered; places stay as they are.
  ///
  /// @throws IllegalArgumentException if a value has two definitions (R2) or is used and has none
  ///   (R3)
  public static Program of(Program program) {
    return new Program(
        program.functions().stream().map(function -> new Canonical().function(function)).toList(),
        program.kernels().stream().map(kernel -> new Canonical().kernel(kernel)).toList(),
        program.sites());
  }

  private Func function(Func function) {
    number(function.body());
    return new Func(function.name(), region(function.body()));
  }

  private Kernel kernel(Kernel kernel) {
    kernel.parameters().forEach(parameter -> number(parameter.value()));
    number(kernel.body());
    var parameters = kernel.parameters().stream().map(this::parameter).toList();
    return new Kernel(
        kernel.name(), parameters, kernel.where(), kernel.launchChecks(), region(kernel.body()));
  }

  private Parameter parameter(Parameter parameter) {
    return new Parameter(parameter.name(), parameter.role(), of(parameter.value()));
  }

  private void number(Region region) {
    region.parameters().forEach(this::number);
    for (var op : region.ops()) {
      op.results().forEach(this::number);
      op.regions().forEach(this::number);
    }
  }

  private void number(Value value) {
    if (numbered.putIfAbsent(value, new Value(numbered.size(), value.type())) != null) {
      throw new IllegalArgumentException(value + " has two definitions (R2)");
    }
  }

  private Region region(Region region) {
    return new Region(of(region.parameters()), ops(region), of(region.results()));
  }

  private List<Op> ops(Region region) {
    return region.ops().stream().map(mapping::apply).toList();
  }

  private List<Value> of(List<Value> values) {
    return values.stream().map(this::of).toList();
  }

  private Value of(Value value) {
    var number = numbered.get(value);
    if (number == null) {
      throw new IllegalArgumentException(
          value + " is not defined as a " + value.type() + " anywhere (R3)");
    }
    return number;
  }
}
