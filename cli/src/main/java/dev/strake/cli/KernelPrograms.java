package dev.strake.cli;

import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.TypeParameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The programs that a file's kernels stand for, one for each choice of types.
final class KernelPrograms {
  private KernelPrograms() {}

  /// Everything that is found only in the programs, such as races; what several of them share is
  /// said once.
  static List<Diagnostic> mistakes(CheckedFile checked) {
    Set<Diagnostic> found = new LinkedHashSet<>(checked.diagnostics());
    for (var kernel : checked.kernels()) {
      for (var types : choices(kernel)) {
        try {
          checked.instantiate(kernel.name(), types);
        } catch (CompileException wrong) {
          found.addAll(wrong.diagnostics());
        }
      }
    }
    return List.copyOf(found);
  }

  /// Every choice of types for the kernel's type parameters; one without types if it has none.
  private static List<Map<String, ScalarType>> choices(KernelSignature kernel) {
    var choices = Stream.of(Map.<String, ScalarType>of());
    for (var parameter : kernel.typeParameters()) {
      choices = choices.flatMap(types -> extended(types, parameter));
    }
    return choices.toList();
  }

  private static Stream<Map<String, ScalarType>> extended(
      Map<String, ScalarType> types, TypeParameter parameter) {
    return parameter.choices().stream()
        .map(
            type -> {
              var extended = new LinkedHashMap<>(types);
              extended.put(parameter.name(), type);
              return extended;
            });
  }
}
