package dev.strake.cli;

import dev.strake.frontend.KernelSignature;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A kernel and what to call it with: `FILE KERNEL NAME=VALUE...`
final class CallOptions {
  @Mixin private KernelOptions kernel;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = {
        "A value for each parameter: a number, true or false; a .npy file;",
        "a .jpg or .png picture (u8 [h, w] or [h, w, 3]); or an array made",
        "here: random:1000, zeros:20x30, ones:8."
      })
  private List<Assignment> arguments = List.of();

  KernelFile file(SourceTexts sources) {
    return kernel.file(sources);
  }

  KernelSignature kernel(KernelFile file) {
    return kernel.kernel(file);
  }

  List<Assignment> arguments() {
    return List.copyOf(arguments);
  }

  TypeArguments types() {
    return kernel.types();
  }
}
