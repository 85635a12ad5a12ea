package dev.strake.frontend.check;

import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.Source;
import dev.strake.frontend.TypeParameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.ranges.CoverageProver;
import dev.strake.ir.ranges.RaceProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What has to be proved of kernels that are right in every other way: races are errors, results
/// that are not wholly written are warnings.
///
/// Indices don't depend on the types that type parameters stand for, so one instance of a kernel
/// speaks for all.
public final class KernelProofs {
  private final Source source;
  private final KernelInstances instances;

  private KernelProofs(Source source, Declarations declarations) {
    this.source = source;
    this.instances = new KernelInstances(declarations);
  }

  /// The mistakes in all kernels of a source without other mistakes.
  public static List<Diagnostic> of(Source source, Declarations declarations) {
    var proofs = new KernelProofs(source, declarations);
    var found = new ArrayList<Diagnostic>();
    for (var kernel : proofs.instances.signatures()) {
      var program = proofs.instance(kernel);
      found.addAll(RaceProver.check(program, proofs::text));
      found.addAll(CoverageProver.check(program));
    }
    return List.copyOf(found);
  }

  private Program instance(KernelSignature kernel) {
    Map<String, ScalarType> types =
        kernel.typeParameters().stream()
            .collect(Collectors.toMap(TypeParameter::name, p -> p.choices().getFirst()));
    return instances.program(kernel.name(), types);
  }

  /// The text at a place of this source; places in imported ones are not quoted.
  private String text(SourceSpan span) {
    return span.source().equals(source.name()) ? source.text(span) : "";
  }
}
