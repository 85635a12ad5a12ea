package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ndarray.exec.Backends;
import java.util.ArrayList;
import java.util.List;

/// The program that makes all attempts on one backend, from one of them on. It says what it is
/// about to do before it does it:
///
/// ```
/// attempt 17
/// came 17 vector-256 INDEX_OUT_OF_RANGE 7
/// end
/// ```
final class Probe {
  private Probe() {}

  public static void main(String[] arguments) {
    var engines = engines(arguments[0]);
    var attempts = Attempts.all();
    for (var number = Integer.parseInt(arguments[1]); number < attempts.size(); number++) {
      System.out.println("attempt " + number);
      for (var engine : engines) {
        var attempt = attempts.get(number);
        var outcome = Outcomes.of(() -> attempt.make(engine));
        System.out.println(
            "came " + number + " " + engine.name() + " " + outcome.replaceAll("\\R", " "));
      }
    }
    System.out.println("end");
    System.exit(0);
  }

  /// Every variant of a backend. With the interpreter comes the one that runs what the others do.
  private static List<Engine> engines(String name) {
    var engines = new ArrayList<Engine>();
    var backend = Backends.named(name);
    for (var options : backend.variants()) {
      engines.add(new Engine(nameOf(name, options), backend, options));
    }
    if (name.equals("interpreter")) {
      for (var bits : List.of(0, 512)) {
        var options = CompileOptions.vectors(bits);
        engines.add(new Engine("scheduled-" + bits, InterpreterBackend.ofScheduled(), options));
      }
    }
    return engines;
  }

  private static String nameOf(String name, CompileOptions options) {
    return name + "-" + options.vectorBits() + "-" + options.optimization();
  }
}
