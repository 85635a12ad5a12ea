package dev.strake.cli;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The entry of the `strake` command: reads the command line, runs a subcommand, exits.
@Command(
    name = "strake",
    description = "Compiles and runs numeric kernels.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      TestCommand.class,
      EmitCommand.class,
      BenchCommand.class,
      ExplainCommand.class,
      GoldenCommand.class,
      FuzzCommand.class,
      FuzzWorkerCommand.class,
      ConformanceCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Results go to the standard output, messages to the standard error.",
      "Exit codes: 0 fine, 1 the program or its data is wrong, 2 the command line",
      "is wrong, 3 a fault in strake, 130 interrupted."
    })
final class Main {
  private final SourceTexts sources;

  private Main(SourceTexts sources) {
    this.sources = sources;
  }

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, false);
    var err = new PrintWriter(System.err, true);
    var exitCode = run(out, err, arguments);
    if (out.checkError() && exitCode == ExitCode.FINE.number()) {
      err.println("strake: the standard output can't be written to");
      exitCode = ExitCode.WRONG_INPUT.number();
    }
    System.exit(exitCode);
  }

  /// Runs one command line to its end and returns the exit code. Never throws.
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    var sources = new SourceTexts();
    var failures = new Failures(err, sources, arguments);
    try {
      return new CommandLine(new Main(sources))
          .setOut(out)
          .setErr(err)
          .setUsageHelpAutoWidth(true)
          .setExpandAtFiles(false)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler((mistake, _) -> usage(mistake, err))
          .setExecutionExceptionHandler((failure, _, _) -> failures.report(failure).number())
          .execute(arguments);
    } catch (Throwable failure) {
      return failures.report(failure).number();
    }
  }

  /// What the commands of this line read.
  SourceTexts sources() {
    return sources;
  }

  /// One sentence and where to read on: above the whole usage text it would not be seen.
  private static int usage(ParameterException mistake, PrintWriter err) {
    err.println("strake: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, err);
    var command = mistake.getCommandLine().getCommandSpec().qualifiedName();
    err.println("Try '" + command + " --help'.");
    return ExitCode.USAGE.number();
  }

  /// The version of this module, as the build gave it.
  static String version() {
    return Optional.ofNullable(Main.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("(version unknown: not run as a module)");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"strake " + version()};
    }
  }
}
