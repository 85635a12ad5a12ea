package dev.strake.cli.safety;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;

/// One way to reach outside of memory, and what must come of it on every backend.
interface Attempt {
  /// Says what is tried; no two attempts have the same name.
  String name();

  /// What must come of it, in the words of [Outcomes].
  String expected();

  /// Makes the attempt.
  ///
  /// @return what came of it, in the words of [Outcomes]
  String make(Engine engine) throws Exception;

  /// One variant of one backend.
  record Engine(String name, Backend backend, CompileOptions options) {}

  /// What an attempt does, for those that are written in Java.
  interface Action {
    String make(Engine engine) throws Exception;
  }

  /// An attempt written in Java.
  static Attempt of(String name, String expected, Action action) {
    return new Written(name, expected, action);
  }

  /// See [#of].
  record Written(String name, String expected, Action action) implements Attempt {
    @Override
    public String make(Engine engine) throws Exception {
      return action.make(engine);
    }
  }
}
