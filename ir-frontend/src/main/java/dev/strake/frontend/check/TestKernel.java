package dev.strake.frontend.check;

import dev.strake.frontend.check.Typed.Array.Storage;
import dev.strake.ir.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statements of a test as a kernel: what is known before them are its parameters, what they
/// declare and the variables they may change are its results.
final class TestKernel {
  private final List<Typed> parameters = new ArrayList<>();
  private final List<Typed.Stmt> body = new ArrayList<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, String> results = new LinkedHashMap<>();
  private int nextId;

  private TestKernel(int freshId) {
    this.nextId = freshId;
  }

  static TestKernel of(TestStep.Statements step) {
    var kernel = new TestKernel(step.freshId());
    step.known().scalars().forEach(kernel::known);
    step.known().arrays().forEach(kernel::known);
    step.declared().arrays().forEach(kernel::declared);
    kernel.body.addAll(step.statements());
    step.declared().scalars().forEach(kernel::result);
    step.known().scalars().stream()
        .filter(scalar -> scalar.kind() == Typed.Variable.Kind.VAR)
        .forEach(kernel::result);
    return kernel;
  }

  Typed.Kernel typed() {
    return new Typed.Kernel(parameters, List.of(), new Typed.Block(body));
  }

  /// The test's name for each parameter.
  Map<String, String> inputs() {
    return inputs;
  }

  /// The test's name for each result and each array that may be changed.
  Map<String, String> results() {
    return results;
  }

  /// Kernels have no complex values as parameters, but arrays of them.
  private void known(Typed.Variable scalar) {
    inputs.put(scalar.name(), scalar.name());
    if (scalar.type().isComplex()) {
      var pair = single(scalar.name(), Storage.IN, scalar);
      parameters.add(pair);
      var value = new Typed.Expr.Element(pair, List.of(), scalar.declared());
      body.add(new Typed.Stmt.Define(scalar, value));
    } else {
      parameters.add(scalar);
    }
  }

  private void known(Typed.Array array) {
    inputs.put(array.name(), array.name());
    if (array.storage() == Storage.INOUT) {
      results.put(array.name(), array.name());
      parameters.add(parameter(array, Storage.INOUT, extents(array)));
    } else {
      parameters.add(parameter(array, Storage.IN, extents(array)));
    }
  }

  private void declared(Typed.Array array) {
    results.put(array.name(), array.name());
    parameters.add(parameter(array, Storage.OUT, array.dims()));
  }

  private void result(Typed.Variable scalar) {
    var name = scalar.name() + ".out";
    var result = single(name, Storage.OUT, scalar);
    parameters.add(result);
    results.put(name, scalar.name());
    var value = new Typed.Expr.Use(scalar);
    body.add(new Typed.Stmt.Store(result, List.of(), value, scalar.declared()));
  }

  /// An array without axes for a single value.
  private Typed.Array single(String name, Storage storage, Typed.Variable scalar) {
    return new Typed.Array(nextId++, name, storage, scalar.type(), List.of(), scalar.declared());
  }

  private static Typed.Array parameter(Typed.Array array, Storage storage, List<Size> dims) {
    return new Typed.Array(
        array.id(), array.name(), storage, array.element(), dims, array.declared());
  }

  /// Whatever extents an array has that was made before.
  private static List<Size> extents(Typed.Array array) {
    var dims = new ArrayList<Size>();
    for (var axis = 0; axis < array.dims().size(); axis++) {
      dims.add(Size.of(array.name() + "." + axis));
    }
    return dims;
  }
}
