package dev.strake.cli;

import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ndarray.exec.Backends;
import dev.strake.ndarray.exec.TierEvent;
import dev.strake.ndarray.exec.TieredBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Which backend runs a kernel: the one that was asked for, or with `auto` whichever is fastest.
final class BackendPolicy {
  static final String AUTO = TieredBackend.NAME;

  /// Where all are shown, the fastest first.
  private static final List<String> PREFERENCE = List.of("vector", "c", "scalar", "interpreter");

  private BackendPolicy() {}

  /// The backends to try for a user's word, in order: one for a name; for `auto` the policy over
  /// those that compile, and the interpreter for what is too much for them.
  ///
  /// @param listener hears what the policy does
  /// @throws WrongInput if there is no backend of that name
  static List<Backend> candidates(String word, TierEvent.Listener listener) {
    return word.equals(AUTO)
        ? List.of(Backends.auto().with(listener), named("interpreter"))
        : List.of(named(word));
  }

  /// The backends that can run here: those asked for, which must, or else all, the interpreter
  /// first.
  ///
  /// @param notes takes which ones can't, and why
  /// @throws WrongInput if one that was asked for can't run here, or does not exist
  static List<Backend> running(List<String> asked, Consumer<String> notes) {
    var running = new ArrayList<Backend>();
    var names = asked.isEmpty() ? PREFERENCE.reversed() : asked;
    for (var backend : names.stream().map(BackendPolicy::named).toList()) {
      switch (backend.availability()) {
        case Available _ -> running.add(backend);
        case Unavailable(var reason) when asked.isEmpty() ->
            notes.accept("backend %s can't run here: %s".formatted(backend.name(), reason));
        case Unavailable(var reason) ->
            throw new WrongInput("backend %s can't run here: %s".formatted(backend.name(), reason));
      }
    }
    return List.copyOf(running);
  }

  /// Every backend, whether it can run here or not.
  static List<Backend> all() {
    return PREFERENCE.stream().map(BackendPolicy::named).toList();
  }

  /// All that compile; the interpreter is no rival for them.
  static List<Backend> compiling() {
    return all().stream().filter(b -> b.form() == Backend.Form.SCHEDULED).toList();
  }

  /// The backend of that name, whether it can run here or not.
  ///
  /// @throws WrongInput if there is none
  static Backend named(String name) {
    var all = new ArrayList<>(Backends.all());
    all.add(Backends.auto());
    var found = find(name, all);
    if (found.isEmpty()) {
      var names = all.stream().map(Backend::name).toList();
      throw new WrongInput(
          "there is no backend %s; %s".formatted(name, NearNames.advice(name, names)));
    }
    return found.getFirst();
  }

  private static List<Backend> find(String name, List<Backend> all) {
    return all.stream().filter(backend -> backend.name().equals(name)).toList();
  }

  /// Does something on the first candidate that is available and whose limits the kernel keeps.
  ///
  /// @param notes takes which backend it is, and why not those before it
  /// @throws WrongInput if there is none, with all reasons
  static <T> T onFirstUsable(
      List<Backend> candidates, Consumer<String> notes, Function<Backend, T> work) {
    var reasons = new ArrayList<String>();
    for (var backend : candidates) {
      switch (backend.availability()) {
        case Unavailable(var reason) ->
            reasons.add("backend %s can't run here: %s".formatted(backend.name(), reason));
        case Available(var detail) -> {
          reasons.forEach(notes);
          reasons.clear();
          notes.accept("running on %s (%s)".formatted(backend.name(), detail));
          try {
            return work.apply(backend);
          } catch (CompilerError error) {
            reasons.add(limit(error));
          }
        }
      }
    }
    throw new WrongInput(String.join("; ", reasons));
  }

  /// What a backend can't do another one may; what is broken is broken.
  private static String limit(CompilerError error) {
    return switch (error.kind()) {
      case LIMIT -> "not possible in this version: " + error.getMessage();
      case BUG -> throw error;
    };
  }
}
