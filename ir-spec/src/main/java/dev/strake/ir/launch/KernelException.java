package dev.strake.ir.launch;

import dev.strake.ir.diag.SourceSpan;
import java.util.Optional;

/// A kernel failed on its data: the first failure in iteration order. Results are not returned; the
/// contents of `inout` arguments are unspecified.
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String kernel;
  private final String problem;
  private final transient Optional<SourceSpan> span;
  private final long index;
  private final long extent;

  KernelException(
      FailureKind kind,
      String kernel,
      Optional<SourceSpan> span,
      String what,
      long index,
      long extent) {
    super(kernel + ": " + what + span.map(place -> " (" + place + ")").orElse(""));
    this.kind = kind;
    this.kernel = kernel;
    this.problem = kernel + ": " + what;
    this.span = span;
    this.index = kind == FailureKind.INDEX_OUT_OF_RANGE ? index : 0;
    this.extent = extent;
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
