package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.AstPrinter;
import dev.strake.frontend.check.Declarations;
import dev.strake.frontend.check.KernelInstances;
import dev.strake.frontend.check.KernelProofs;
import dev.strake.frontend.check.TestPrograms;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A source after checking: its kernels if it is right, its mistakes if it is not.
public final class CheckedFile {
  private final Source source;
  private final Ast.File tree;
  private final KernelInstances instances;
  private final TestPrograms tests;
  private final List<Diagnostic> diagnostics;

  CheckedFile(
      Source source, Ast.File tree, Declarations declarations, List<Diagnostic> diagnostics) {
    this.source = source;
    this.tree = tree;
    this.instances = new KernelInstances(declarations);
    this.tests = new TestPrograms(declarations);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /// Everything that is wrong, in order of place.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /// Notes about the indices that no proof keeps in range, so that they are checked each time they
  /// are used; none for a file with mistakes.
  public List<Diagnostic> checks() {
    return isRight() ? KernelProofs.checks(instances) : List.of();
  }

  public boolean isRight() {
    return diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  /// The kernels whose heads could be read, in order of declaration.
  public List<KernelSignature> kernels() {
    return instances.signatures();
  }

  public Optional<KernelSignature> kernel(String name) {
    return kernels().stream().filter(kernel -> kernel.name().equals(name)).findFirst();
  }

  /// The tests of the file itself, in order of declaration.
  ///
  /// @throws CompileException if the file has mistakes
  public List<FileTest> tests() {
    requireRight();
    return tree.tests().stream().map(tests::program).toList();
  }

  private void requireRight() {
    if (!isRight()) {
      throw new CompileException(diagnostics);
    }
  }

  /// The text of the file and of all it imports, for those who show places in them.
  public SourceLines texts() {
    return instances.texts();
  }

  /// What the file offers, with the text of its `///` lines, as Markdown.
  public String documentation() {
    return Documentation.of(source, tree, kernels());
  }

  /// The syntax tree as text, for people.
  public String tree() {
    return AstPrinter.print(tree);
  }

  /// The types that a kernel's type parameters stand for when its parameters have these dtypes.
  /// Parameters without an entry, such as numbers that fit every type, say nothing.
  ///
  /// @throws CompileException if a parameter can't have its dtype, two parameters disagree, or a
  ///   type parameter remains open
  public Map<String, ScalarType> infer(String kernel, Map<String, ScalarType> dtypeOfParameter) {
    return instances.infer(kernel, dtypeOfParameter);
  }

  /// The numbers of axes that a kernel's packs stand for when its parameters have these numbers of
  /// axes. Parameters without an entry say nothing.
  ///
  /// @throws CompileException if a parameter has fewer axes than it needs, two parameters disagree,
  ///   or a pack remains open
  public Map<String, Integer> ranks(String kernel, Map<String, Integer> rankOfParameter) {
    return instances.ranks(kernel, rankOfParameter);
  }

  /// The program of a kernel without packs of axes for these types.
  ///
  /// @throws CompileException as the other method does
  public Program instantiate(String kernel, Map<String, ScalarType> typeArguments) {
    return instantiate(kernel, KernelChoice.of(typeArguments));
  }

  /// The program of one kernel for these types and ranks: the kernel under its plain name, and the
  /// functions it calls.
  ///
  /// @throws CompileException if the file has mistakes, there is no such kernel, a type parameter
  ///   has no type or one that it can't be, or a pack of axes no number of them
  public Program instantiate(String kernel, KernelChoice choice) {
    requireRight();
    return instances.program(kernel, choice);
  }
}
