package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the extents of a function's array parameters. A name that stands alone is thereby known;
/// the others are computed from such names and constants.
final class FunctionArrays {
  private final Mistakes mistakes;
  private final Declarations declarations;
  private final Map<String, SourceSpan> extents = new LinkedHashMap<>();
  private final Map<String, SourceSpan> parameters = new HashMap<>();

  FunctionArrays(Mistakes mistakes, Declarations declarations) {
    this.mistakes = mistakes;
    this.declarations = declarations;
  }

  /// The extents that become known, with their places, and those of each parameter.
  record Read(Map<String, SourceSpan> extents, List<List<Size>> dims) {}

  Read read(Ast.Function function) {
    for (var parameter : function.header().parameters()) {
      parameters.putIfAbsent(parameter.name().text(), parameter.span());
    }
    function.header().parameters().forEach(this::bind);
    var sizes = new SizeReader(mistakes::add, this::size);
    var dims = new ArrayList<List<Size>>();
    for (var parameter : function.header().parameters()) {
      checkRole(parameter);
      dims.add(PackReader.packs(parameter).isEmpty() ? dims(parameter, sizes) : List.of());
    }
    return new Read(extents, dims);
  }

  private void bind(Ast.Parameter parameter) {
    for (var dim : parameter.dims()) {
      if (dim instanceof Expr.Use(var name)
          && !ConstantSize.isConstant(name.text(), declarations)) {
        if (parameters.containsKey(name.text())) {
          mistakes.add(HeaderReader.alreadyDeclared(name, parameters.get(name.text())));
        }
        extents.putIfAbsent(name.text(), name.span());
      }
    }
  }

  private void checkRole(Ast.Parameter parameter) {
    if (!PackReader.packs(parameter).isEmpty()) {
      mistakes.add(
          ErrorCode.PACK_IN_FUNCTION
              .at(parameter.span())
              .withHelp("name its axes: `x: f64[h, w]`; the caller passes parts, `f(x[r, ..])`"));
    } else if (parameter.role() == Role.INOUT) {
      var name = parameter.name().text();
      mistakes.add(
          parameter.dims().isEmpty()
              ? ErrorCode.INOUT_SCALAR.at(parameter.span(), name).withHelp("return the new value")
              : ErrorCode.INOUT_ARRAY
                  .at(parameter.span(), name)
                  .withHelp("return the values, and let the kernel store them"));
    }
  }

  private static List<Size> dims(Ast.Parameter parameter, SizeReader sizes) {
    return parameter.dims().stream().map(dim -> sizes.readExtent(dim).orElse(Size.of(0))).toList();
  }

  private Optional<Size> size(Ast.Name name) {
    if (extents.containsKey(name.text())) {
      return Optional.of(Size.of(name.text()));
    }
    var constants = declarations.constants(name.text());
    if (constants.size() == 1 && !parameters.containsKey(name.text())) {
      return ConstantSize.of(name, constants.getFirst(), mistakes::add);
    }
    mistakes.add(
        ErrorCode.UNBOUND_SYMBOL
            .at(name.span(), name.text())
            .withHelp("let a parameter have `%s` as one of its extents".formatted(name.text())));
    return Optional.empty();
  }
}
