package dev.strake.frontend;

import dev.strake.ir.ScalarType;
import java.util.List;

/// A function on single values that a library offers, for one choice of its type parameters. `doc`
/// is the text of the `///` lines above it.
public record FunctionSignature(
    String name, String doc, List<ScalarType> parameters, List<ScalarType> results) {
  public FunctionSignature {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }
}
