package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.Source;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.pass.EliminateCommonSubexpressions;
import dev.strake.ir.pass.FoldConstants;
import dev.strake.ir.pass.InlineCalls;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.ranges.KernelReport;
import dev.strake.ir.ranges.RaceProver;
import dev.strake.ir.ranges.RangeReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What has to be proved of kernels that are right in every other way: races are errors, results
/// that are not wholly written and indices that are always out of range are warnings.
///
/// Indices don't depend on the types that type parameters stand for, so one instance of a kernel
/// speaks for all. One of two axes speaks for those of fewer, which are the same with an extent of
/// 1; one of more axes is proved when it is made.
public final class KernelProofs {
  /// Packs of this many axes are proved when the file is checked.
  static final int PROVED_RANK = 2;

  /// What a kernel goes through before its indices are checked.
  private static final List<Pass> BEFORE_CHECKS =
      List.of(InlineCalls.pass(), FoldConstants.pass(), EliminateCommonSubexpressions.pass());

  private final Source source;
  private final KernelInstances instances;

  private record Key(String code, List<SourceSpan> place) {}

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
        found.addAll(proofs.mistakesWithin(kernel));
      }
    }
    return List.copyOf(found);
  }

  /// Its mistakes, or that it grows too large when calls are put in place.
  private Collection<Diagnostic> mistakesWithin(KernelHeader kernel) {
    try {
      return mistakes(kernel.signature());
    } catch (CompilerError limit) {
      return switch (limit.kind()) {
        case BUG -> throw limit;
        case LIMIT -> {
          var name = kernel.tree().header().name();
          var what = limit.getMessage().replaceFirst("^[a-z-]+: ", "");
          yield List.of(ErrorCode.KERNEL_TOO_LARGE.at(name.span(), name.text(), what));
        }
      };
    }
  }

  private Collection<Diagnostic> mistakes(KernelSignature kernel) {
    if (kernel.packs().isEmpty()) {
      return mistakes(instance(kernel, 0));
    }
    var merged = new LinkedHashMap<Key, Diagnostic>();
    for (var rank = 1; rank <= PROVED_RANK; rank++) {
      for (var mistake : mistakes(instance(kernel, rank))) {
        merged.putIfAbsent(new Key(mistake.code(), mistake.span().stream().toList()), mistake);
      }
    }
    return merged.values();
  }

  /// The races of a program that was made for more axes than were proved.
  static List<Diagnostic> races(Source source, Program program) {
    var inlined = Pipeline.run(List.of(InlineCalls.pass()), program);
    return RaceProver.check(inlined, span -> text(source, span));
  }

  /// Calls are inlined first, since a function may compute an index. A kernel with races is not
  /// also blamed for what it leaves unwritten.
  private List<Diagnostic> mistakes(Program program) {
    var inlined = Pipeline.run(List.of(InlineCalls.pass()), program);
    return KernelReport.of(inlined, span -> text(source, span));
  }

  /// Notes about the indices of a file's kernels that are checked each time they run. The file is
  /// right.
  public static List<Diagnostic> checks(KernelInstances instances) {
    var notes = new LinkedHashSet<Diagnostic>();
    for (var kernel : instances.signatures()) {
      var program = instances.program(kernel.name(), firstChoice(kernel, 1));
      var prepared = Pipeline.run(BEFORE_CHECKS, program);
      notes.addAll(RangeReport.checks(prepared, span -> instances.texts().textOf(span).orElse("")));
    }
    return List.copyOf(notes);
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

  private Program instance(KernelSignature kernel, int axesOfEachPack) {
    return instances.program(kernel.name(), firstChoice(kernel, axesOfEachPack));
  }

  private static KernelChoice firstChoice(KernelSignature kernel, int axesOfEachPack) {
    Map<String, ScalarType> types =
        kernel.typeParameters().stream()
            .collect(Collectors.toMap(TypeParameter::name, p -> p.choices().getFirst()));
    return KernelChoice.of(kernel, types, axesOfEachPack);
  }

  /// The text at a place of this source; places in imported ones are not quoted.
  private static String text(Source source, SourceSpan span) {
    return span.source().equals(source.name()) ? source.text(span) : "";
  }
}
