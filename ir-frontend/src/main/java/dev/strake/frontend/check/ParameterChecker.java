package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes parameters and results known in a body.
final class ParameterChecker {
  private ParameterChecker() {}

  /// A parameter of a function; none if it has been reported.
  static List<Typed.Variable> declare(Body body, Ast.Parameter parameter, ElementType element) {
    var isScalar = parameter.dims().isEmpty() && parameter.role() == Role.IN;
    var type = isScalar ? element.in(body.typeArguments()) : Optional.<ScalarType>empty();
    return declare(body, parameter.name(), type);
  }

  private static List<Typed.Variable> declare(Body body, Ast.Name name, Optional<ScalarType> type) {
    if (type.isEmpty()) {
      body.scope().declare(new Symbol.Unknown(name.text(), name.span()));
      return List.of();
    }
    var variable = body.variable(name, type.get(), Typed.Variable.Kind.PARAMETER);
    body.scope().declare(new Symbol.Scalar(variable));
    return List.of(variable);
  }

  /// An array parameter of a function; none if it has been reported.
  static List<Typed.Array> declareArray(
      Body body, Ast.Parameter parameter, ElementType element, List<Size> dims) {
    var name = parameter.name();
    var type = element.in(body.typeArguments());
    if (type.isEmpty()) {
      body.scope().declare(new Symbol.Unknown(name.text(), name.span()));
      return List.of();
    }
    var storage = Typed.Array.Storage.IN;
    var array =
        new Typed.Array(body.freshId(), name.text(), storage, type.get(), dims, name.span());
    body.scope().declare(new Symbol.Array(array));
    return List.of(array);
  }

  /// A parameter or result of a kernel; none if it has been reported.
  static List<? extends Typed> declare(
      Body body,
      Ast.Parameter parameter,
      ParameterSignature signature,
      Map<String, Integer> ranks) {
    var name = parameter.name();
    if (signature.isScalar() && signature.role() != Role.OUT) {
      return declare(body, parameter, signature.element());
    }
    var type = signature.element().in(body.typeArguments());
    if (type.isEmpty()) {
      return declare(body, name, type);
    }
    var dims = signature.sizes(ranks);
    var storage = Typed.Array.Storage.of(signature.role());
    var array =
        new Typed.Array(body.freshId(), name.text(), storage, type.get(), dims, name.span());
    body.scope().declare(new Symbol.Array(array));
    return List.of(array);
  }
}
