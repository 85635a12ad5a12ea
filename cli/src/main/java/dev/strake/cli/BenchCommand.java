package dev.strake.cli;

import dev.strake.ir.Program;
import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.Workers;
import dev.strake.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake bench`: one kernel on every backend, against the clock.
@Command(
    name = "bench",
    description = "Measures how fast a kernel runs on each backend.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Results go to arrays made before; inout arguments are restored before each call.",
      "Steady is the median of at least 15 samples, when calls no longer get faster.",
      "Moved counts every array that is read once, and every one that is written once.",
      "",
      "Example:",
      "  strake bench hypot.strake hypot a=random:10000000 b=random:10000000"
    })
final class BenchCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private CallOptions call;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "A backend to measure; may be repeated. Else all but the interpreter.")
  private List<String> backends = List.of();

  @Option(names = "--json", description = "Prints an array of objects; times are in nanoseconds.")
  private boolean isJson;

  @Override
  public void run() {
    var file = call.file(main.sources());
    var kernel = call.kernel(file);
    var given = GivenArguments.match(kernel, call.arguments());
    var asked = backends.stream().map(BackendPolicy::named).toList();
    var loaded = given.load(file.checked(), call.types(), this::note);
    var program = file.checked().instantiate(kernel.name(), loaded.choice());
    var out = spec.commandLine().getOut();
    if (!isJson) {
      out.println(title(kernel.name(), loaded.arrays()));
      out.flush();
    }
    var workers = call.workers();
    var measured = new ArrayList<Measurement>();
    for (var backend : asked.isEmpty() ? BackendPolicy.compiling() : asked) {
      measure(program, kernel.name(), loaded.arrays(), backend, workers).ifPresent(measured::add);
    }
    out.print(
        isJson
            ? Json.lines(Json.array(measured.stream().map(Measurement::json).toList())) + "\n"
            : Measurement.table(measured));
  }

  private static String title(String kernel, Map<String, NDArray> arrays) {
    return arrays.entrySet().stream()
        .map(argument -> ResultText.type(argument.getKey(), argument.getValue()))
        .collect(Collectors.joining(", ", kernel + "(", ")"));
  }

  /// Empty, with a note, if the backend can't run the kernel and was not asked for by name.
  private Optional<Measurement> measure(
      Program program,
      String kernel,
      Map<String, NDArray> inputs,
      Backend backend,
      Workers workers) {
    return switch (backend.availability()) {
      case Unavailable(var reason) ->
          leftOut("backend %s can't run here: %s".formatted(backend.name(), reason));
      case Available _ -> {
        try (var bench = KernelBench.of(program, kernel, backend, workers, inputs)) {
          yield Optional.of(bench.measure());
        } catch (CompilerError error) {
          yield switch (error.kind()) {
            case LIMIT -> leftOut("not possible in this version: " + error.getMessage());
            case BUG -> throw error;
          };
        }
      }
    };
  }

  private Optional<Measurement> leftOut(String reason) {
    if (!backends.isEmpty()) {
      throw new WrongInput(reason);
    }
    note(reason);
    return Optional.empty();
  }

  private void note(String text) {
    spec.commandLine().getErr().println("strake: " + text);
  }
}
