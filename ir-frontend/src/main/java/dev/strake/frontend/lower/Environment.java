package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed;
import dev.strake.frontend.check.Typed.Expr;
import dev.strake.frontend.check.TypedSizes;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What variables, arrays and extents are at a place of the program. A region gets a copy, so that
/// what it assigns is seen outside only through its results.
final class Environment {
  private final Map<Integer, Value> values;
  private final Map<Integer, ArrayPart> parts;
  private final Map<String, Extent> extents;

  /// The extent that an index runs over from 0, by the index's number.
  private final Map<Integer, String> ranges;

  Environment() {
    this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  private Environment(
      Map<Integer, Value> values,
      Map<Integer, ArrayPart> parts,
      Map<String, Extent> extents,
      Map<Integer, String> ranges) {
    this.values = values;
    this.parts = parts;
    this.extents = extents;
    this.ranges = ranges;
  }

  Environment copy() {
    return new Environment(
        new HashMap<>(values), new HashMap<>(parts), new HashMap<>(extents), new HashMap<>(ranges));
  }

  boolean knows(Typed.Variable variable) {
    return values.containsKey(variable.id());
  }

  boolean knows(String extent) {
    return extents.containsKey(extent);
  }

  boolean knows(Typed.Array array) {
    return values.containsKey(array.id());
  }

  Value get(Typed.Variable variable) {
    return known(variable.id(), variable.name());
  }

  /// The view of an array of the kernel itself.
  Value get(Typed.Array array) {
    return known(array.id(), array.name());
  }

  private Value known(int id, String name) {
    if (!values.containsKey(id)) {
      throw CompilerError.bug("Lowering", name + " has no value");
    }
    return values.get(id);
  }

  /// What the array is here: in a function, what the caller passed.
  ArrayPart part(Typed.Array array) {
    return parts.containsKey(array.id()) ? parts.get(array.id()) : ArrayPart.whole(get(array));
  }

  /// What the extent named so is here; in a kernel, itself.
  Extent extent(String name) {
    return extents.getOrDefault(name, new Extent.OfSize(Size.of(name)));
  }

  /// Whether an index is known to lie in the extent of an array's axis.
  boolean isWithin(Expr index, Size dim) {
    return index instanceof Expr.Use(var variable)
        && dim instanceof Size.Symbol(var extent)
        && extent.equals(ranges.get(variable.id()));
  }

  /// The value of an expression as a size, if it is known when the kernel starts.
  Optional<Size> launchSize(Expr expression) {
    return TypedSizes.of(
        expression,
        leaf ->
            switch (leaf) {
              case Expr.Extent(var name) -> launchSize(extent(name));
              case Expr.Use(var variable) when variable.kind() == Typed.Variable.Kind.PARAMETER ->
                  knows(variable.name()) ? launchSize(extent(variable.name())) : Optional.empty();
              case Expr _ -> Optional.empty();
            });
  }

  private static Optional<Size> launchSize(Extent extent) {
    return switch (extent) {
      case Extent.OfSize(var size) -> Optional.of(size);
      case Extent.OfValue _ -> Optional.empty();
    };
  }

  /// Sizes of local arrays, in the kernel's symbols.
  List<Size> launchSizes(List<Size> sizes) {
    return sizes.stream().map(size -> size.replaced(this::symbol)).toList();
  }

  private Size symbol(String name) {
    return launchSize(extent(name))
        .orElseThrow(() -> CompilerError.bug("Lowering", name + " is no size"));
  }

  void set(Typed.Variable variable, Value value) {
    values.put(variable.id(), value);
  }

  /// Makes the index of a range known.
  void set(Typed.Binder binder, Value value) {
    set(binder.index(), value);
    if (binder.lower() instanceof Expr.Literal(_, var bits)
        && bits == 0
        && binder.upper() instanceof Expr.Extent(var extent)) {
      ranges.put(binder.index().id(), extent);
    }
  }

  /// Makes the index of an axis of a new local array known.
  void set(Typed.Variable index, Size dim, Value value) {
    set(index, value);
    if (dim instanceof Size.Symbol(var extent)) {
      ranges.put(index.id(), extent);
    }
  }

  void set(Typed.Array array, Value view) {
    values.put(array.id(), view);
  }

  void set(Typed.Array array, ArrayPart part) {
    parts.put(array.id(), part);
  }

  void set(String name, Extent extent) {
    extents.put(name, extent);
  }
}
