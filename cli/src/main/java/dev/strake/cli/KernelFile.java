package dev.strake.cli;

import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.KernelSignature;
import dev.strake.ir.diag.CompileException;
import java.nio.file.Path;

/// A file of kernels without mistakes.
record KernelFile(Path path, CheckedFile checked) {

  /// @throws CompileException with everything that is wrong with the file
  static KernelFile load(Path path, SourceTexts sources) {
    var checked = sources.check(path);
    if (!checked.isRight()) {
      throw new CompileException(checked.diagnostics());
    }
    return new KernelFile(path, checked);
  }

  /// The kernel with this name.
  KernelSignature kernel(String name) {
    return checked.kernel(name).orElseThrow(() -> new WrongInput(unknown(name)));
  }

  private String unknown(String name) {
    var names = checked.kernels().stream().map(KernelSignature::name).toList();
    if (names.isEmpty()) {
      return path + " holds no kernel at all; name a file that does";
    }
    return "%s has no kernel %s; %s".formatted(path, name, NearNames.advice(name, names));
  }
}
