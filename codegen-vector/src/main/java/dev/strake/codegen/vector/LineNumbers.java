package dev.strake.codegen.vector;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.SourceSpan;
import java.lang.classfile.CodeBuilder;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The line table of one method: profilers and debuggers show the kernel's own lines.
///
/// A class has one source file, that of the kernel's loops. What was inlined from another file has
/// the line that it was inlined into, as far as that is known: the one before.
final class LineNumbers {
  private final CodeBuilder code;
  private final CompileOptions options;
  private final String file;
  private int line;

  /// @param file what [#file] gave for the kernel; empty for no table
  LineNumbers(CodeBuilder code, CompileOptions options, String file) {
    this.code = code;
    this.options = options;
    this.file = file;
  }

  /// The source that a kernel's loops stand in; empty if no place is known.
  static String file(Kernel kernel, CompileOptions options) {
    return Stream.concat(
            places(kernel.body(), options, op -> op instanceof Op.For),
            places(kernel.body(), options, _ -> true))
        .findFirst()
        .map(SourceSpan::source)
        .orElse("");
  }

  private static Stream<SourceSpan> places(
      Region region, CompileOptions options, Predicate<Op> wanted) {
    return region.ops().stream()
        .flatMap(
            op ->
                Stream.concat(
                    Stream.of(op).filter(wanted).flatMap(one -> options.span(one.site()).stream()),
                    op.regions().stream().flatMap(inner -> places(inner, options, wanted))));
  }

  /// What follows belongs to the line of this site; to the same line as before if it has none.
  void at(int site) {
    var place = options.span(site).filter(span -> span.source().equals(file));
    if (place.isPresent() && place.get().line() != line) {
      line = place.get().line();
      code.lineNumber(line);
    }
  }
}
