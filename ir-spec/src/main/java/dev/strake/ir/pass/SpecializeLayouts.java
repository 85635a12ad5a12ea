package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.ArrayList;
import java.util.List;

/// Lets the types of view parameters say what a launch has seen of their strides.
///
/// ```
/// kernel twice(%0 in x: view<f64, [n]>) ..   ->   kernel twice(%0 in x: view<f64, [n] dense>) ..
/// ```
///
/// The program then runs on views of these layouts only.
public final class SpecializeLayouts {
  private SpecializeLayouts() {}

  /// `layouts` holds one layout per view parameter of `kernel`, in parameter order.
  public static Pass pass(String kernel, List<Layout> layouts) {
    var copied = List.copyOf(layouts);
    return new Pass(
        "specialize-layouts",
        "let view types say what is known of the strides",
        program -> specialize(program, kernel, copied));
  }

  private static Program specialize(Program program, String name, List<Layout> layouts) {
    var kernel =
        program
            .kernel(name)
            .orElseThrow(() -> CompilerError.bug("specialize-layouts", "no kernel " + name));
    return program.withKernel(specialize(kernel, layouts));
  }

  private static Kernel specialize(Kernel kernel, List<Layout> layouts) {
    var views = kernel.parameters().stream().filter(Parameter::isView).count();
    if (views != layouts.size()) {
      throw CompilerError.bug(
          "specialize-layouts",
          "%s has %d views, got %d layouts".formatted(kernel.name(), views, layouts.size()));
    }
    var substitution = new Substitution();
    var parameters = new ArrayList<Parameter>();
    var rest = layouts.iterator();
    for (var parameter : kernel.parameters()) {
      if (parameter.isView()) {
        var type = parameter.value().view().withLayout(rest.next());
        var retyped = new Value(parameter.value().id(), type);
        substitution.replace(parameter.value(), retyped);
        parameters.add(new Parameter(parameter.name(), parameter.role(), retyped));
      } else {
        parameters.add(parameter);
      }
    }
    return new Kernel(
        kernel.name(),
        parameters,
        kernel.where(),
        kernel.launchChecks(),
        substitution.of(kernel.body()));
  }
}
