package dev.strake.frontend.check;

import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.Source;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.pass.InlineCalls;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.ranges.CoverageProver;
import dev.strake.ir.ranges.RaceProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /// The mistakes in the kernels that have no others, neither have the functions they call.
  ///
  /// @param calls the kernels whose bodies could be typed, with the functions that they call
  /// @param known the mistakes found before
  public static List<Diagnostic> of(
      Source source,
      Declarations declarations,
      Map<String, Set<FunctionHeader>> calls,
      List<Diagnostic> known) {
    var proofs = new KernelProofs(source, declarations);
    var found = new ArrayList<Diagnostic>();
    for (var kernel : declarations.kernels()) {
      var name = kernel.signature().name();
      if (calls.containsKey(name) && isRight(kernel.tree(), calls.get(name), known)) {
        found.addAll(proofs.mistakes(proofs.instance(kernel.signature())));
      }
    }
    return List.copyOf(found);
  }

  /// Calls are inlined first, since a function may compute an index. A kernel with races is not
  /// also blamed for what it leaves unwritten.
  private List<Diagnostic> mistakes(Program program) {
    var inlined = Pipeline.run(List.of(InlineCalls.pass()), program);
    var races = RaceProver.check(inlined, this::text);
    return races.isEmpty() ? CoverageProver.check(inlined) : races;
  }

  private static boolean isRight(
      Ast.Kernel kernel, Set<FunctionHeader> called, List<Diagnostic> known) {
    return isRight(kernel.span(), known)
        && called.stream().allMatch(function -> isRight(function.tree().span(), known));
  }

  private static boolean isRight(SourceSpan declaration, List<Diagnostic> known) {
    return known.stream()
        .flatMap(mistake -> mistake.span().stream())
        .noneMatch(place -> overlap(declaration, place));
  }

  /// By whole lines: a mistake on the line of a bracket may belong to either side of it.
  private static boolean overlap(SourceSpan left, SourceSpan right) {
    return left.source().equals(right.source())
        && left.line() <= right.endLine()
        && right.line() <= left.endLine();
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
