package dev.strake.ir.diag;

import java.util.List;
import java.util.stream.Collectors;

/// The user's program or launch is wrong; the diagnostics say how, all of them.
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public CompileException(List<Diagnostic> diagnostics) {
    super(summary(diagnostics));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public CompileException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private static String summary(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d -> d.span().map(span -> span + ": ").orElse("") + d.message())
        .collect(Collectors.joining("\n"));
  }
}
