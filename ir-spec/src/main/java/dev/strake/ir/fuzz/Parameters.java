package dev.strake.ir.fuzz;

import dev.strake.ir.KernelBuilder;
import dev.strake.ir.Parameter;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.conformance.Arrangement;
import dev.strake.ir.conformance.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a random kernel and what is passed for them.
final class Parameters {
  private static final long MOST_ELEMENTS = 16_000;

  private final Draft draft;
  private final KernelBuilder kernel;
  private final List<Field> fields = new ArrayList<>();
  private final List<Value> scalars = new ArrayList<>();
  private final Map<String, FuzzInput> inputs = new LinkedHashMap<>();
  private final Map<String, ViewType> types = new LinkedHashMap<>();

  Parameters(Draft draft, KernelBuilder kernel) {
    this.draft = draft;
    this.kernel = kernel;
  }

  Map<String, FuzzInput> inputs() {
    return inputs;
  }

  /// What the body starts with.
  void show(Scene scene) {
    scalars.forEach(scene::keep);
    scene.fields().addAll(fields);
    for (var symbol : draft.symbols().entrySet()) {
      if (draft.chance(30)) {
        var value = scene.body().size(Size.of(symbol.getKey()));
        scene.keep(value, symbol.getValue(), symbol.getValue());
      }
    }
  }

  void declare() {
    for (var symbol : List.copyOf(draft.symbols().keySet())) {
      if (draft.chance(25)) {
        scalar(symbol, ScalarType.I64, draft.symbols().get(symbol));
      } else {
        var dims = new ArrayList<>(List.of(Size.of(symbol)));
        extend(dims);
        view(symbol + "0", draft.chance(80) ? Role.IN : Role.INOUT, draft.type(), dims);
      }
    }
    for (var count = draft.below(3); count > 0; count--) {
      var type = draft.pick(Draft.TYPES);
      scalar("s" + count, type, draft.bits(type));
    }
    for (var count = draft.below(3); count > 0; count--) {
      view("x" + count, draft.chance(70) ? Role.IN : Role.INOUT, draft.type(), dims());
    }
    if (draft.chance(40)) {
      index();
    }
    for (var count = 1 + draft.below(3); count > 0; count--) {
      view("y" + count, draft.chance(60) ? Role.OUT : Role.INOUT, draft.type(), dims());
    }
  }

  private List<Size> dims() {
    var dims = new ArrayList<Size>();
    if (draft.chance(92)) {
      dims.add(Sizes.expression(draft, MOST_ELEMENTS));
      extend(dims);
    }
    return dims;
  }

  /// More axes before or after, as long as there are not too many elements.
  private void extend(List<Size> dims) {
    var count = dims.stream().mapToLong(draft::value).reduce(1, (a, b) -> a * Math.max(b, 1));
    for (var more = draft.pick(0, 0, 0, 0, 1, 1, 1, 2, 3); more > 0; more--) {
      var dim = Sizes.expression(draft, MOST_ELEMENTS / count);
      count *= Math.max(draft.value(dim), 1);
      dims.add(draft.chance(70) ? dims.size() : 0, dim);
    }
  }

  private void scalar(String name, ScalarType type, long bits) {
    var value = kernel.parameter(name, Role.IN, type);
    if (type == ScalarType.I64) {
      draft.symbols().putIfAbsent(name, bits);
    }
    scalars.add(value);
    inputs.put(name, new FuzzInput.Scalar(type, bits));
  }

  private void view(String name, Role role, ScalarType element, List<Size> dims) {
    var type = ViewType.of(element, dims);
    var value = kernel.parameter(name, role, type);
    var extents = dims.stream().map(draft::value).toList();
    var access =
        switch (role) {
          case IN -> Field.Access.READ;
          case INOUT -> Field.Access.OWNED;
          // Its contents are the same for all engines, if they are no bool's.
          case OUT ->
              element.isBool() || draft.chance(80) ? Field.Access.RESULT : Field.Access.OWNED;
        };
    fields.add(new Field(value, extents, access, Map.of(), Field.Span.UNKNOWN));
    inputs.put(name, input(name, role, type, extents));
    types.put(name, type);
  }

  private FuzzInput input(String name, Role role, ViewType type, List<Long> extents) {
    var arrangement = arrangement();
    if (role.isWritten() && draft.chance(20)) {
      var alike = alike(type);
      if (!alike.isEmpty()) {
        return new FuzzInput.Same(draft.pick(alike));
      }
    }
    if (role == Role.OUT) {
      return new FuzzInput.Result(arrangement);
    }
    var isBroadcast = role == Parameter.Role.IN && !extents.isEmpty() && draft.chance(10);
    var broadcast = isBroadcast ? draft.below(extents.size()) : FuzzInput.NO_AXIS;
    var count = extents.stream().reduce(1L, (a, b) -> a * b);
    var bits = Pattern.bits(pattern(), type.element(), count);
    var elements = Arrays.stream(bits).boxed().toList();
    return new FuzzInput.View(type.element(), extents, arrangement, broadcast, elements);
  }

  private Arrangement arrangement() {
    return draft.pick(
        Arrangement.DENSE,
        Arrangement.DENSE,
        Arrangement.DENSE,
        Arrangement.PADDED,
        Arrangement.STRIDED,
        Arrangement.REVERSED,
        Arrangement.TRANSPOSED);
  }

  private Pattern pattern() {
    var seed = draft.seed();
    return draft.pick(
        new Pattern.Any(seed),
        new Pattern.Any(seed),
        new Pattern.Plain(seed),
        new Pattern.Specials());
  }

  /// The views passed before that have the same type.
  private List<String> alike(ViewType type) {
    return types.keySet().stream()
        .filter(name -> types.get(name).equals(type))
        .filter(name -> inputs.get(name) instanceof FuzzInput.View)
        .toList();
  }

  /// An integer type that has the indices below `bound`.
  private ScalarType integer(long bound) {
    var fitting =
        Arrays.stream(ScalarType.values())
            .filter(type -> type.isInteger() && type.wrap(bound) == bound)
            .toList();
    return draft.pick(fitting);
  }

  /// An array of indices, nearly always of elements that some axis has.
  private void index() {
    var extents =
        fields.stream().flatMap(field -> field.extents().stream()).filter(e -> e > 0).toList();
    if (extents.isEmpty()) {
      return;
    }
    var bound = draft.pick(extents);
    var element = draft.chance(50) ? ScalarType.I64 : integer(bound);
    var dims = List.of(Sizes.expression(draft, 300));
    var count = draft.value(dims.getFirst());
    var seed = draft.seed();
    var bits = Pattern.bits(new Pattern.Below(seed, bound.intValue()), element, count);
    if (draft.mayFail() && draft.chance(30) && count > 0) {
      var wild = draft.pick(-1L, bound, bound + 7, -(1L << 31));
      bits[draft.below((int) count)] = element.wrap(wild);
    }
    var name = "i0";
    var value = kernel.parameter(name, Role.IN, ViewType.of(element, dims));
    var span = new Field.Span(0, bound - 1);
    fields.add(new Field(value, List.of(count), Field.Access.READ, Map.of(), span));
    var elements = Arrays.stream(bits).boxed().toList();
    inputs.put(
        name,
        new FuzzInput.View(element, List.of(count), arrangement(), FuzzInput.NO_AXIS, elements));
  }
}
