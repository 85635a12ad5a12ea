package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompileOptions.Optimization;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.schedule.Plan;
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

  /// Every variant of a backend, and one with an odd plan. With the interpreter comes the one that
  /// runs what the others do.
  private static List<Engine> engines(String name) {
    var engines = new ArrayList<Engine>();
    var backend = Backends.named(name);
    for (var options : backend.variants()) {
      // Code a C compiler was not asked to improve is what the odd plan is for.
      if (options.optimization() == Optimization.NONE) {
        continue;
      }
      engines.add(new Engine(nameOf(name, options), backend, options));
    }
    for (var plan : oddPlans(name)) {
      var odd = name.equals("interpreter") ? InterpreterBackend.ofScheduled() : backend;
      var options = new CompileOptions(plan, Optimization.NONE);
      engines.add(new Engine(name + "-odd-" + engines.size(), odd, options));
    }
    return engines;
  }

  /// What is scheduled as no one would.
  private static List<Plan> oddPlans(String name) {
    return switch (name) {
      case "interpreter" -> List.of(Plan.standard(512), Plan.random(1, 128));
      case "scalar" -> List.of(Plan.random(2, 0));
      case "vector" -> List.of(Plan.random(3, 256));
      default -> List.of(Plan.random(4, 256));
    };
  }

  private static String nameOf(String name, CompileOptions options) {
    return name + "-" + options.vectorBits() + "-" + options.optimization();
  }
}
