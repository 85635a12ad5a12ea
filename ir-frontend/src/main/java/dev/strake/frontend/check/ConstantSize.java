package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.Size;
import dev.strake.ir.diag.Diagnostic;
import java.util.Optional;
import java.util.function.Consumer;

/// Constants as parts of sizes.
final class ConstantSize {
  private ConstantSize() {}

  /// The value of a constant named in a size; empty, with a report, if it is no `i64`.
  static Optional<Size> of(Ast.Name name, ConstantHeader constant, Consumer<Diagnostic> mistakes) {
    var size = constant.size();
    if (size.isEmpty()) {
      var type = constant.read(Wanted.ANYTHING).value().map(Typed.Expr::type);
      type.ifPresent(
          known ->
              mistakes.accept(
                  ErrorCode.NOT_A_SIZE
                      .at(name.span(), "`%s`, a constant of type %s,".formatted(name.text(), known))
                      .withLabels(Labels.pair(name.span(), constant.place(), "declared here"))
                      .withHelp("sizes are `i64`")));
    }
    return size;
  }

  /// Whether a name that stands alone as an extent is a constant, and not the name of a size that
  /// the extent makes known. An imported constant that is no size does not take the name away.
  static boolean isConstant(String name, Declarations declarations) {
    return declarations.ownConstant(name).isPresent()
        || declarations.constants(name).stream().anyMatch(c -> c.size().isPresent());
  }
}
