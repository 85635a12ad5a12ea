package dev.strake.ndarray.exec;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The backends of this program, found by `ServiceLoader`.
public final class Backends {
  private Backends() {}

  /// All of them by name, whether they can run here or not.
  public static List<Backend> all() {
    return ServiceLoader.load(Backend.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Backend::name))
        .toList();
  }

  /// The policy that begins at once and goes over to the fastest backend: what to use where nothing
  /// speaks for another. [TieredBackend] has its rules.
  public static TieredBackend auto() {
    return TieredBackend.of(all());
  }

  /// The backend with this name, which may be `auto`.
  ///
  /// @throws IllegalArgumentException if there is none, or it can't run here: a sentence with the
  ///   names there are, or the backend's own reason
  public static Backend named(String name) {
    var backends = new ArrayList<>(all());
    backends.add(TieredBackend.of(backends));
    var named =
        backends.stream()
            .filter(backend -> backend.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(name, backends)));
    return switch (named.availability()) {
      case Availability.Available _ -> named;
      case Availability.Unavailable(var reason) ->
          throw new IllegalArgumentException("backend " + name + " cannot run here: " + reason);
    };
  }

  private static String unknown(String name, List<Backend> backends) {
    String names = backends.stream().map(Backend::name).collect(Collectors.joining(", "));
    return "there is no backend " + name + "; there are " + names;
  }
}
