package dev.strake.cli;

import dev.strake.frontend.FileTest;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake test`: the tests of some sources.
@Command(
    name = "test",
    description = "Runs the tests in sources.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "A test passes if no assertion in it fails, and all backends compute the same bits.",
      "",
      "Example:",
      "  strake test softmax.strake --filter \"one row\""
    })
final class TestCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The sources.")
  private List<String> files;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "A backend to run them on; may be repeated. Else all that can run here.")
  private List<String> backends = List.of();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only the tests with this text in their name.")
  private String filter;

  @Option(names = "--json", description = "Prints an array of objects, one for each test.")
  private boolean isJson;

  @Override
  public Integer call() {
    var running = BackendPolicy.running(backends, this::note);
    var outcomes = new ArrayList<TestOutcome>();
    for (var name : files) {
      var file = KernelFile.load(WrongInput.path(name), main.sources());
      for (var test : file.checked().tests()) {
        if (test.name().contains(filter)) {
          outcomes.add(run(test, running));
        }
      }
    }
    if (isJson) {
      var all = Json.array(outcomes.stream().map(TestOutcome::json).toList());
      spec.commandLine().getOut().println(Json.lines(all));
    } else {
      summarize(outcomes);
    }
    var isFine = outcomes.stream().allMatch(TestOutcome::isPassed);
    return (isFine ? ExitCode.FINE : ExitCode.WRONG_INPUT).number();
  }

  private TestOutcome run(FileTest test, List<Backend> running) {
    var outcome = new TestRun(test, this::note).on(running);
    if (!isJson) {
      spec.commandLine().getOut().println(outcome.line());
      spec.commandLine().getOut().flush();
    }
    return outcome;
  }

  private void summarize(List<TestOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      note(
          filter.isEmpty()
              ? "there are no tests; write `test \"name\" { ... }` beside the kernels"
              : "no test has the text '" + filter + "' in its name");
      return;
    }
    var failed = outcomes.stream().filter(outcome -> !outcome.isPassed()).count();
    spec.commandLine()
        .getOut()
        .println("%d passed, %d failed".formatted(outcomes.size() - failed, failed));
  }

  private void note(String text) {
    spec.commandLine().getErr().println("strake: " + text);
  }
}
