package dev.strake.cli;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.backend.Backend;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `strake doctor`: what there is to run kernels with, and why something is missing.
@Command(
    name = "doctor",
    description = "Shows what kernels can run on here, and why a backend is missing.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DoctorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    out.println("strake     " + Main.version());
    out.println(Machine.describe());
    out.println();
    var backends =
        ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Backend::name))
            .toList();
    out.print(table(backends));
  }

  /// One line for each backend: name, whether it runs here, and with what or why not.
  static String table(List<Backend> backends) {
    if (backends.isEmpty()) {
      return "backends   none found: the modules that hold them are not on the module path\n";
    }
    var lines = new StringBuilder("%-13s%-13s%s%n".formatted("backend", "state", "detail"));
    for (var backend : backends) {
      lines.append(line(backend.name(), backend.availability()));
    }
    return lines.toString();
  }

  private static String line(String name, Availability availability) {
    return switch (availability) {
      case Available(var detail) -> "%-13s%-13s%s%n".formatted(name, "available", detail);
      case Unavailable(var reason) -> "%-13s%-13s%s%n".formatted(name, "unavailable", reason);
    };
  }
}
