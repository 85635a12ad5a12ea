package dev.strake.frontend.check;

import dev.strake.ir.diag.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What names have to do with packs of axes, at one place of a body.
final class PackScope {
  /// What a name stands for.
  sealed interface Meaning {
    SourceSpan declared();

    /// The pack itself.
    record Pack(SourceSpan declared) implements Meaning {}

    /// An index over all axes of a pack.
    record Index(String pack, SourceSpan declared) implements Meaning {}

    record Array(List<Axis> axes, SourceSpan declared) implements Meaning {}

    /// Nothing to do with packs.
    record Other(SourceSpan declared) implements Meaning {}
  }

  /// What stands for an axis between the brackets of an array's declaration, or for several.
  sealed interface Axis {
    /// As a declaration writes it.
    String text();

    record Single(String text) implements Axis {}

    record Pack(String name) implements Axis {
      @Override
      public String text() {
        return ".." + name;
      }
    }
  }

  private final Map<String, Meaning> names;

  PackScope() {
    this(new HashMap<>());
  }

  private PackScope(Map<String, Meaning> names) {
    this.names = names;
  }

  /// A copy, for a block: what is declared in it is not known outside.
  PackScope inner() {
    return new PackScope(new HashMap<>(names));
  }

  Optional<Meaning> find(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /// The pack that an index of this name runs over.
  Optional<String> packOfIndex(String name) {
    return names.get(name) instanceof Meaning.Index(var pack, _)
        ? Optional.of(pack)
        : Optional.empty();
  }

  boolean isPack(String name) {
    return names.get(name) instanceof Meaning.Pack;
  }

  void declare(String name, Meaning meaning) {
    names.put(name, meaning);
  }
}
