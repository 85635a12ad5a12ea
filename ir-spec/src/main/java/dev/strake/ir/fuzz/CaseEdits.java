package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.conformance.Arrangement;
import dev.strake.ir.pass.InlineCalls;
import dev.strake.ir.pass.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Simpler cases than a given one, by number. A number that stands for nothing, or for something
/// illegal, is left to the caller to pass over.
final class CaseEdits {
  private CaseEdits() {}

  static int ops(FuzzCase tested) {
    return OpEdit.count(List.of(tested.kernel().body()));
  }

  /// One op is simpler.
  static FuzzCase op(FuzzCase tested, OpEdit edit, int number) {
    var kernel = tested.kernel();
    var walk = new OpEdit.Walk(edit, number, symbols(tested));
    return with(tested, kernel.withBody(walk.edited(kernel.body())));
  }

  private static FuzzCase with(FuzzCase tested, Kernel kernel) {
    return tested.with(tested.program().withKernel(kernel));
  }

  /// No calls and no functions.
  static FuzzCase withoutCalls(FuzzCase tested) {
    var inlined = InlineCalls.pass().rewrite().apply(tested.program());
    return tested.with(new Program(List.of(), inlined.kernels(), inlined.sites()));
  }

  static FuzzCase withoutConditions(FuzzCase tested) {
    var kernel = tested.kernel();
    return with(tested, Kernel.of(kernel.name(), kernel.parameters(), List.of(), kernel.body()));
  }

  /// Without one parameter.
  static FuzzCase withoutParameter(FuzzCase tested, int number) {
    var kernel = tested.kernel();
    var parameters = new ArrayList<>(kernel.parameters());
    var gone = parameters.remove(number);
    Map<String, FuzzInput> inputs = new LinkedHashMap<>(tested.inputs());
    inputs.remove(gone.name());
    return with(tested, Kernel.of(kernel.name(), parameters, kernel.where(), kernel.body()))
        .with(inputs);
  }

  /// The values of the size symbols.
  static Map<String, Long> symbols(FuzzCase tested) {
    var symbols = new TreeMap<String, Long>();
    for (var parameter : tested.kernel().parameters()) {
      switch (tested.inputs().get(parameter.name())) {
        case FuzzInput.Scalar(var type, var bits) -> {
          if (type == ScalarType.I64) {
            symbols.putIfAbsent(parameter.name(), bits);
          }
        }
        case FuzzInput.View view -> bind(parameter.value().view(), view.extents(), symbols);
        case FuzzInput.Result _, FuzzInput.Same _ -> {}
      }
    }
    return symbols;
  }

  private static void bind(ViewType type, List<Long> extents, Map<String, Long> symbols) {
    for (var axis = 0; axis < type.rank(); axis++) {
      if (type.dims().get(axis) instanceof Size.Symbol(var name)) {
        symbols.putIfAbsent(name, extents.get(axis));
      }
    }
  }

  /// Another value for a symbol, and arrays of the extents that follow; absent if they don't exist.
  static Optional<FuzzCase> resized(FuzzCase tested, String symbol, long value) {
    var symbols = symbols(tested);
    symbols.put(symbol, value);
    Map<String, FuzzInput> inputs = new LinkedHashMap<>();
    for (var parameter : tested.kernel().parameters()) {
      var input = tested.inputs().get(parameter.name());
      if (parameter.name().equals(symbol)) {
        inputs.put(symbol, new FuzzInput.Scalar(ScalarType.I64, value));
      } else if (input instanceof FuzzInput.View view) {
        var extents = extents(parameter.value().view(), symbols);
        if (extents.isEmpty()) {
          return Optional.empty();
        }
        inputs.put(parameter.name(), resized(view, extents.get()));
      } else {
        inputs.put(parameter.name(), input);
      }
    }
    return Optional.of(tested.with(inputs));
  }

  private static Optional<List<Long>> extents(ViewType type, Map<String, Long> symbols) {
    try {
      var extents = type.dims().stream().map(dim -> dim.evaluate(symbols)).toList();
      var isFine = extents.stream().allMatch(extent -> extent >= 0 && extent <= 20_000);
      return isFine ? Optional.of(extents) : Optional.empty();
    } catch (ArithmeticException | IllegalArgumentException _) {
      // No such arrays.
      return Optional.empty();
    }
  }

  private static FuzzInput.View resized(FuzzInput.View view, List<Long> extents) {
    var components = view.type().sizeBytes() / view.type().component().sizeBytes();
    var count = extents.stream().reduce((long) components, (a, b) -> a * b);
    var bits = new ArrayList<Long>();
    for (var k = 0; k < count; k++) {
      bits.add(view.bits().isEmpty() ? 0 : view.bits().get(k % view.bits().size()));
    }
    return new FuzzInput.View(view.type(), extents, view.arrangement(), view.broadcast(), bits);
  }

  /// Simpler elements or memory for one parameter: eight ways.
  static Optional<FuzzCase> input(FuzzCase tested, String name, int way) {
    var simpler =
        switch (tested.inputs().get(name)) {
          case FuzzInput.Scalar(var type, var bits) ->
              way < 2 && bits != way
                  ? Optional.of(new FuzzInput.Scalar(type, way == 0 ? 0 : type.one()))
                  : Optional.<FuzzInput>empty();
          case FuzzInput.View view -> Optional.of(input(view, way));
          case FuzzInput.Result _ -> Optional.of(new FuzzInput.Result(Arrangement.DENSE));
          case FuzzInput.Same _ -> Optional.of(new FuzzInput.Result(Arrangement.DENSE));
        };
    Map<String, FuzzInput> inputs = new LinkedHashMap<>(tested.inputs());
    return simpler
        .filter(input -> !input.equals(inputs.get(name)))
        .map(
            input -> {
              inputs.put(name, input);
              return tested.with(inputs);
            });
  }

  private static FuzzInput.View input(FuzzInput.View view, int way) {
    var bits = new ArrayList<>(view.bits());
    switch (way) {
      case 0 -> bits.replaceAll(_ -> 0L);
      case 1 -> bits.replaceAll(_ -> view.type().component().one());
      case 2 -> bits.replaceAll(_ -> view.bits().getFirst());
      case 3 -> bits.replaceAll(_ -> view.bits().getLast());
      case 4 -> bits.subList(0, bits.size() / 2).replaceAll(_ -> 0L);
      case 5 -> bits.subList(bits.size() / 2, bits.size()).replaceAll(_ -> 0L);
      default -> {}
    }
    var broadcast = way == 6 ? FuzzInput.NO_AXIS : view.broadcast();
    var arrangement = way == 7 ? Arrangement.DENSE : view.arrangement();
    return new FuzzInput.View(view.type(), view.extents(), arrangement, broadcast, bits);
  }

  /// A constant, or a part of it, instead of one extent of a view.
  static Optional<FuzzCase> dim(FuzzCase tested, int parameter, int axis) {
    var kernel = tested.kernel();
    var changed = kernel.parameters().get(parameter);
    if (!(changed.value().type() instanceof ViewType type) || axis >= type.rank()) {
      return Optional.empty();
    }
    var dims = new ArrayList<>(type.dims());
    try {
      dims.set(axis, Size.of(dims.get(axis).evaluate(symbols(tested))));
    } catch (ArithmeticException | IllegalArgumentException _) {
      // The launch refuses it.
      return Optional.empty();
    }
    var value = new Value(changed.value().id(), ViewType.of(type.element(), dims));
    if (value.equals(changed.value())) {
      return Optional.empty();
    }
    var parameters = new ArrayList<>(kernel.parameters());
    parameters.set(parameter, new Parameter(changed.name(), changed.role(), value));
    var substitution = new Substitution();
    substitution.replace(changed.value(), value);
    var body = substitution.of(kernel.body());
    return Optional.of(with(tested, Kernel.of(kernel.name(), parameters, kernel.where(), body)));
  }
}
