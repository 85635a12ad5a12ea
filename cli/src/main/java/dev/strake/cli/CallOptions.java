package dev.strake.cli;

import dev.strake.frontend.KernelSignature;
import dev.strake.ir.launch.Workers;
import dev.strake.ndarray.exec.WorkerPool;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// A kernel and what to call it with: `FILE KERNEL NAME=VALUE...`
final class CallOptions {
  @Mixin private KernelOptions kernel;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  // As text: picocli would take a word that can't be converted for one too many.
  @Parameters(
      index = "2..*",
      paramLabel = "NAME=VALUE",
      description =
          "A value for each parameter: a number, true or false; a NumPy file (npy); a picture (jpg,"
              + " png), which is u8[h, w] or u8[h, w, 3]; or an array made here, such as"
              + " random:1000, zeros:20x30, ones:8.")
  private List<String> arguments = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads share parallel loops; else one for each processor. All numbers give"
              + " the same bits.")
  private int threads = Runtime.getRuntime().availableProcessors();

  KernelFile file(SourceTexts sources) {
    return kernel.file(sources);
  }

  KernelSignature kernel(KernelFile file) {
    return kernel.kernel(file);
  }

  List<Assignment> arguments() {
    try {
      return arguments.stream().map(Assignment::parse).toList();
    } catch (TypeConversionException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage(), malformed);
    }
  }

  /// Who runs parallel loops.
  Workers workers() {
    if (threads < 1) {
      throw new ParameterException(spec.commandLine(), "--threads must be 1 or more: " + threads);
    }
    return WorkerPool.of(threads);
  }

  TypeArguments types() {
    return kernel.types();
  }
}
