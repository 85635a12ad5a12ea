package dev.strake.cli;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake check`: everything that is wrong with some sources.
@Command(
    name = "check",
    description = "Shows the mistakes in sources, or the kernels they hold.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "The sources.")
  private List<String> files = List.of();

  @Option(
      names = "--json",
      description = "Prints the mistakes to the standard output, as an array of objects.")
  private boolean isJson;

  @Option(
      names = "--checks",
      description = "Also shows the indices that are checked while a kernel runs, and why.")
  private boolean showsChecks;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description = "Says what a message means, with an example: --explain K0207.")
  private Optional<String> code;

  @Override
  public Integer call() {
    if (code.isPresent()) {
      spec.commandLine().getOut().print(ErrorPage.section(code.get()));
      return ExitCode.FINE.number();
    }
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name a source, or --explain a code");
    }
    return check();
  }

  private int check() {
    var diagnostics = new ArrayList<Diagnostic>();
    var kernels = new StringBuilder();
    for (var name : files) {
      try {
        var checked = main.sources().check(WrongInput.path(name));
        diagnostics.addAll(checked.diagnostics());
        diagnostics.addAll(showsChecks ? checked.checks() : List.of());
        checked.kernels().forEach(kernel -> kernels.append(kernel).append('\n'));
      } catch (CompileException unreadable) {
        diagnostics.addAll(unreadable.diagnostics());
      }
    }
    return report(diagnostics, kernels.toString()).number();
  }

  private ExitCode report(List<Diagnostic> diagnostics, String kernels) {
    var isWrong = diagnostics.stream().anyMatch(Diagnostic::isError);
    var line = spec.commandLine();
    if (isJson) {
      line.getOut().println(Json.lines(new DiagnosticJson(main.sources()).of(diagnostics)));
    } else {
      new Failures(line.getErr(), main.sources()).show(diagnostics);
      line.getOut().print(isWrong ? "" : kernels);
    }
    return isWrong ? ExitCode.WRONG_INPUT : ExitCode.FINE;
  }
}
