package dev.strake.cli;

import dev.strake.frontend.KernelSignature;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Which kernel, and with which types: `FILE KERNEL --types T=f32`
final class KernelOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The source with the kernel.")
  private String file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KERNEL",
      defaultValue = "",
      description = "The kernel's name.")
  private String name;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "T=TYPE",
      converter = Assignment.Converter.class,
      description =
          "What type parameters stand for. Otherwise the arguments tell; if they don't it is f64,"
              + " or the most precise type allowed.")
  private List<Assignment> types = List.of();

  KernelFile file(SourceTexts sources) {
    return KernelFile.load(WrongInput.path(file), sources);
  }

  KernelSignature kernel(KernelFile loaded) {
    if (name.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'KERNEL'; see what there is with check");
    }
    return loaded.kernel(name);
  }

  TypeArguments types() {
    return TypeArguments.parse(types);
  }
}
