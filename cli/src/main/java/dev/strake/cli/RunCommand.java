package dev.strake.cli;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake run`: one kernel, once.
@Command(
    name = "run",
    description = "Runs a kernel and saves or prints its results.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Example:",
      "  strake run edges.strake edges image=photo.jpg --out edges=edges.png"
    })
final class RunCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private CallOptions call;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendPolicy.AUTO,
      description =
          "vector, c, scalar or interpreter; or auto, which begins with scalar and goes over to"
              + " the fastest. All give the same bits.")
  private String backend;

  @Option(
      names = "--out",
      paramLabel = "NAME=FILE",
      converter = Assignment.Converter.class,
      description =
          "Saves a result, or an inout argument after the run, to a file such as y.npy; u8[h, w]"
              + " and u8[h, w, 3] also to y.png. What is not saved is printed.")
  private List<Assignment> outputs = List.of();

  @Option(
      names = "--verbose",
      description = "Says which backend runs and why, also where auto goes over to another.")
  private boolean isVerbose;

  @Override
  public void run() {
    var file = call.file(main.sources());
    var kernel = call.kernel(file);
    var given = GivenArguments.match(kernel, call.arguments());
    var saved = Outputs.match(kernel, outputs);
    Consumer<String> notes = isVerbose ? this::note : _ -> {};
    var candidates = BackendPolicy.candidates(backend, event -> notes.accept(event.toString()));
    var workers = call.workers();
    var loaded = given.load(file.checked(), call.types(), this::note);
    saved.requireFormats(kernel, loaded.choice());
    var program = file.checked().instantiate(kernel.name(), loaded.choice());
    Map<String, NDArray> results =
        BackendPolicy.onFirstUsable(
            candidates,
            notes,
            usable -> {
              Prints.tellIfUnheard(usable, program, this::note);
              var heard = Prints.heard(usable, program, this::note);
              try (var ready = ArrayKernel.of(program, kernel.name(), heard).with(workers)) {
                return ready.run(loaded.arrays());
              }
            });
    var out = spec.commandLine().getOut();
    saved.save(results).forEach(name -> out.println(ResultText.of(name, results.get(name))));
  }

  private void note(String text) {
    spec.commandLine().getErr().println("strake: " + text);
  }
}
