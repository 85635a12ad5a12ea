package dev.strake.ir.fuzz;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.schedule.Plan;
import java.util.ArrayList;
import java.util.List;

/// A backend with options: something whose results must be the definition's. It has several choices
/// of options if they can't all be tried on every program; the seed takes one.
public record Engine(String name, Backend backend, List<CompileOptions> choices) {
  /// Of so many programs, one is scheduled by the standard plan.
  private static final int STANDARD_EVERY = 3;

  public Engine {
    choices = List.copyOf(choices);
  }

  public static Engine of(Backend backend, CompileOptions options) {
    var level =
        switch (options.optimization()) {
          case FULL -> "";
          case NONE -> " unoptimised";
        };
    var width = options.vectorBits() == 0 ? "" : " " + options.vectorBits();
    return new Engine(backend.name() + width + level, backend, List.of(options));
  }

  /// The interpreter on the checked form and on the scheduled one, and every variant of the given
  /// backends that can run here.
  public static List<Engine> all(List<Backend> backends) {
    var engines = new ArrayList<Engine>();
    engines.add(new Engine("checked", new InterpreterBackend(), List.of(CompileOptions.scalar())));
    var plans = List.of(0, 128, 256, 512).stream().map(CompileOptions::vectors).toList();
    engines.add(new Engine("scheduled", InterpreterBackend.ofScheduled(), plans));
    for (var backend : backends) {
      if (backend.form() == Backend.Form.SCHEDULED
          && backend.availability() instanceof Availability.Available) {
        backend.variants().forEach(options -> engines.add(of(backend, options)));
      }
    }
    return List.copyOf(engines);
  }

  /// The options for the program of a seed: a random plan more often than not.
  CompileOptions options(long seed) {
    var choice = choices.get((int) Long.remainderUnsigned(seed >>> 7, choices.size()));
    var isStandard = Long.remainderUnsigned(seed >>> 11, STANDARD_EVERY) == 0;
    return isStandard
        ? choice
        : planned(seed, choice.vectorBits()).withOptimization(choice.optimization());
  }

  /// A plan that no one would choose.
  static CompileOptions planned(long seed, int vectorBits) {
    return CompileOptions.of(Plan.random(seed, vectorBits));
  }
}
