package dev.strake.ir.launch;

import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.DiagnosticPrinter;
import dev.strake.ir.diag.SourceLines;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;

/// A kernel failed on its data: the first failure in iteration order. Results are not returned; the
/// contents of `inout` arguments are unspecified. If the launch ran in pieces and several failed,
/// the failures of the others are suppressed exceptions of this one, in iteration order.
///
/// The message has the kernel, what failed with its values, and the line of the source; the stack
/// trace begins with that line, as if the kernel were a method, and then has the frame that called
/// the library:
///
/// ```
/// KernelException: gather: index 7 is outside 0..5 (axis 0 of x) at i = 3 (stats.strake:14:12)
/// 14 |     y[i] = x[idx[i]];
///    |            ^^^^^^^^^
///     at stats.gather(stats.strake:14)
///     at app.Main.main(Main.java:31)
/// ```
///
/// `-Ddev.strake.traces=full` shows the frames of the library too.
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String kernel;
  private final String problem;
  private final transient Optional<SourceSpan> span;
  private final long index;
  private final long extent;

  KernelException(
      FailureRecord failure,
      String kernel,
      String what,
      Optional<SourceSpan> span,
      SourceLines sources) {
    super(kernel + ": " + what + span.map(place -> shown(place, sources)).orElse(""));
    this.kind = failure.kind();
    this.kernel = kernel;
    this.problem = kernel + ": " + what;
    this.span = span;
    this.index = failure.kind() == FailureKind.INDEX_OUT_OF_RANGE ? failure.index() : 0;
    this.extent = failure.extent();
    UserFrames.show(this, span.map(place -> frame(place, kernel)).stream().toList());
  }

  /// The place, and its line if that is known.
  private static String shown(SourceSpan place, SourceLines sources) {
    var marked = DiagnosticPrinter.of(sources::linesOf).places(List.of(new Label(place, "")));
    var lines = marked.lines().skip(1).toList();
    return " (" + place + ")" + (lines.isEmpty() ? "" : "\n" + String.join("\n", lines));
  }

  /// The kernel as a method of a class named after its file.
  private static StackTraceElement frame(SourceSpan place, String kernel) {
    var file = place.fileName();
    var dot = file.lastIndexOf('.');
    return new StackTraceElement(
        dot > 0 ? file.substring(0, dot) : file, kernel, file, place.line());
  }

  public FailureKind kind() {
    return kind;
  }

  public String kernel() {
    return kernel;
  }

  /// The message without the place in the source.
  public String problem() {
    return problem;
  }

  /// Where in the kernel's source, if the program knows.
  public Optional<SourceSpan> span() {
    return span;
  }

  /// The offending index of `INDEX_OUT_OF_RANGE`; 0 for the kinds that have none.
  public long index() {
    return index;
  }

  /// What that index had to be below.
  public long extent() {
    return extent;
  }
}
