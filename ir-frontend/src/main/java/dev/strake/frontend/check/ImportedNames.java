package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.Diagnostic;
import java.util.List;

/// What is said of a name that several imports bring.
final class ImportedNames {
  private ImportedNames() {}

  static Diagnostic ambiguous(Ast.Name name, List<ConstantHeader> constants) {
    var first = constants.getFirst();
    var second = constants.get(1);
    return ErrorCode.AMBIGUOUS_NAME
        .at(name.span(), name.text(), first.home().source().name(), second.home().source().name())
        .withHelp("declare a constant of that name here, or import one of the files only");
  }
}
