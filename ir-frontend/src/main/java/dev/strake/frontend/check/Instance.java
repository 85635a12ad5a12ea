package dev.strake.frontend.check;

import dev.strake.ir.ScalarType;
import java.util.List;

/// A function with types chosen for its type parameters.
public record Instance(FunctionHeader function, List<ScalarType> typeArguments) {
  public Instance {
    typeArguments = List.copyOf(typeArguments);
  }
}
