package dev.strake.frontend;

import dev.strake.ir.ScalarType;
import java.util.List;

/// A type parameter and the types it may stand for, such as `T: float`.
public record TypeParameter(String name, List<ScalarType> choices) {
  public TypeParameter {
    choices = List.copyOf(choices);
  }
}
