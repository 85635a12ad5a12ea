package dev.strake.frontend.check;

import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the place of an expression asks of its type. Literals take the type that is wanted.
sealed interface Wanted {
  Wanted ANYTHING = new Anything();
  Wanted CONDITION = new Exactly(ScalarType.BOOL, List.of());
  Wanted INDEX = new Exactly(ScalarType.I64, List.of());

  record Anything() implements Wanted {}

  /// `because` marks the place that decides it, if that is elsewhere.
  record Exactly(ScalarType type, List<Diagnostic.Label> because) implements Wanted {}

  static Wanted of(ScalarType type, SourceSpan place, String why) {
    return new Exactly(type, List.of(new Diagnostic.Label(place, why)));
  }

  /// What an element of the array must be, if it is known.
  static Wanted elementOf(Optional<Typed.Array> array) {
    return array
        .map(a -> of(a.element(), a.declared(), "`" + a.name() + "` holds " + a.element()))
        .orElse(ANYTHING);
  }

  /// Whether values of these types are welcome.
  static boolean allow(List<Wanted> wanted, List<ScalarType> types) {
    return wanted.size() == types.size()
        && IntStream.range(0, types.size()).allMatch(i -> wanted.get(i).allows(types.get(i)));
  }

  /// What is wanted of the parts where a complex number is wanted; anything elsewhere.
  static Wanted component(Wanted wanted) {
    return wanted instanceof Exactly(var type, var because) && type.isComplex()
        ? new Exactly(type.component(), because)
        : ANYTHING;
  }

  /// Whether a value of this type is welcome.
  default boolean allows(ScalarType type) {
    return switch (this) {
      case Anything _ -> true;
      case Exactly(var wanted, _) -> wanted == type;
    };
  }
}
