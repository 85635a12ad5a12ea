package dev.strake.ir.diag;

/// Something the user can't be blamed for: a fault of ours, or a limit we know of.
public final class CompilerError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whose move it is.
  public enum Kind {
    /// An invariant does not hold. Please report it.
    BUG,
    /// The program is right, but larger or stranger than this version handles.
    LIMIT
  }

  private final Kind kind;

  private CompilerError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// `where` names the pass or backend.
  public static CompilerError bug(String where, String message) {
    return new CompilerError(Kind.BUG, where + ": " + message);
  }

  public static CompilerError limit(String where, String message) {
    return new CompilerError(Kind.LIMIT, where + ": " + message);
  }

  public Kind kind() {
    return kind;
  }
}
