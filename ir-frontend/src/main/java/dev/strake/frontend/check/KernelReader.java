package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ParameterSignature.Dim;
import dev.strake.frontend.Source;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.Condition;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the head of one kernel.
final class KernelReader {
  private final Declarations declarations;
  private final Source source;
  private final Mistakes mistakes;
  private final HeaderReader headers;
  private final SizeReader sizes;
  private final Map<String, Ast.Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, SourceSpan> extents = new LinkedHashMap<>();
  private final PackReader packs;
  private boolean isComplete = true;

  KernelReader(Declarations declarations, Mistakes mistakes, HeaderReader headers) {
    this.declarations = declarations;
    this.source = declarations.source();
    this.mistakes = mistakes;
    this.headers = headers;
    this.sizes = new SizeReader(mistakes::add, this::size);
    this.packs = new PackReader(mistakes);
  }

  KernelHeader read(Ast.Kernel kernel) {
    var header = kernel.header();
    isComplete = completeness(kernel) == Ast.Completeness.COMPLETE;
    var typeParameters = headers.typeParameters(header);
    var all = Stream.concat(header.parameters().stream(), kernel.results().stream()).toList();
    var places = declarations.constantPlaces();
    for (var parameter : all) {
      if (headers.isNew(parameter.name(), places)) {
        parameters.put(parameter.name().text(), parameter);
      }
    }
    packs.read(kernel, places, isComplete);
    header.parameters().forEach(this::bindExtents);
    var signatures = all.stream().map(p -> signature(p, typeParameters)).toList();
    var inputs = signatures.stream().filter(p -> p.role() != Role.OUT);
    headers.checkUse(header, typeParameters, inputs.map(ParameterSignature::element).toList());
    checkResult(kernel, all);
    var where = kernel.where().stream().flatMap(condition -> condition(condition).stream());
    var texts = kernel.where().stream().map(condition -> source.text(condition.span())).toList();
    var signature =
        new KernelSignature(header.name().text(), header.doc(), typeParameters, signatures, texts);
    return new KernelHeader(kernel, signature, extents, packs.places(), where.toList());
  }

  /// Whether the whole head could be read.
  static Ast.Completeness completeness(Ast.Kernel kernel) {
    return kernel.header().completeness().and(kernel.resultsRead());
  }

  /// A name that stands alone as an extent of a parameter is bound by it.
  private void bindExtents(Ast.Parameter parameter) {
    for (var dim : parameter.dims()) {
      if (dim instanceof Expr.Use(var name)
          && !parameters.containsKey(name.text())
          && !packs.places().containsKey(name.text())
          && !ConstantSize.isConstant(name.text(), declarations)) {
        extents.putIfAbsent(name.text(), name.span());
      }
    }
  }

  private ParameterSignature signature(
      Ast.Parameter parameter, List<TypeParameter> typeParameters) {
    var element = headers.element(parameter.element(), typeParameters);
    if (parameter.dims().isEmpty() && parameter.role() == Role.INOUT) {
      mistakes.add(
          ErrorCode.INOUT_SCALAR
              .at(parameter.span(), parameter.name().text())
              .withHelp(
                  "make it a result: `-> %s: %s`"
                      .formatted(parameter.name().text(), parameter.element().text())));
    }
    var dims = new ArrayList<Dim>();
    for (var dim : parameter.dims()) {
      dims.add(dim(dim));
    }
    return new ParameterSignature(parameter.name().text(), parameter.role(), element, dims);
  }

  private Dim dim(Expr dim) {
    return switch (dim) {
      case Expr.Pack(var name, _) -> new Dim.Pack(name.text());
      case Expr extent ->
          new Dim.Extent(source.text(extent.span()), sizes.readExtent(extent).orElse(Size.of(0)));
    };
  }

  private void checkResult(Ast.Kernel kernel, List<Ast.Parameter> all) {
    var name = kernel.header().name();
    if (isComplete && all.stream().noneMatch(parameter -> parameter.role().isWritten())) {
      mistakes.add(
          ErrorCode.NO_RESULT
              .at(name.span(), name.text())
              .withHelp("name one after `->`, or make a parameter `inout`"));
    }
  }

  private Optional<Typed.PlacedCondition> condition(Expr expression) {
    if (expression instanceof Expr.Missing) {
      return Optional.empty();
    }
    if (!(expression instanceof Expr.Compare(var op, var leftSide, var rightSide, var span))) {
      mistakes.add(
          ErrorCode.NOT_A_CONDITION
              .at(expression.span())
              .withHelp("for example: `where n > 0, h >= 2`"));
      return Optional.empty();
    }
    var left = sizes.read(leftSide);
    var right = sizes.read(rightSide);
    return left.flatMap(
        l -> right.map(r -> new Typed.PlacedCondition(new Condition(l, op, r, 0), span)));
  }

  private Optional<Size> size(Ast.Name name) {
    var text = name.text();
    if (extents.containsKey(text)) {
      return Optional.of(Size.of(text));
    }
    if (packs.places().containsKey(text)) {
      mistakes.add(ErrorCode.PACK_AS_VALUE.at(name.span(), text).withHelp(PackReader.USE));
      return Optional.empty();
    }
    var constants = declarations.constants(text);
    if (!parameters.containsKey(text) && !constants.isEmpty()) {
      return constant(name, constants);
    }
    if (!parameters.containsKey(text)) {
      reportUnbound(name);
      return Optional.empty();
    }
    var parameter = parameters.get(text);
    if (isIndexParameter(parameter)) {
      return Optional.of(Size.of(text));
    }
    var what = "`%s`, %s,".formatted(text, description(parameter));
    mistakes.add(
        ErrorCode.NOT_A_SIZE
            .at(name.span(), what)
            .withLabels(Labels.pair(name.span(), parameter.span(), "declared here"))
            .withHelp("a size is computed from extents and `i64` parameters"));
    return Optional.empty();
  }

  private Optional<Size> constant(Ast.Name name, List<ConstantHeader> constants) {
    if (constants.size() > 1) {
      mistakes.add(ImportedNames.ambiguous(name, constants));
      return Optional.empty();
    }
    return ConstantSize.of(name, constants.getFirst(), mistakes::add);
  }

  private static boolean isIndexParameter(Ast.Parameter parameter) {
    return parameter.role() == Role.IN
        && parameter.dims().isEmpty()
        && parameter.element().text().equals(ScalarType.I64.mnemonic());
  }

  private static String description(Ast.Parameter parameter) {
    var type = parameter.element().text();
    return parameter.dims().isEmpty() ? "a parameter of type " + type : "an array";
  }

  private void reportUnbound(Ast.Name name) {
    if (!isComplete) {
      return;
    }
    var text = name.text();
    extents.put(text, name.span());
    var way =
        "let a parameter have `%s` as one of its extents, or add a parameter `%s: i64`"
            .formatted(text, text);
    var unbound = ErrorCode.UNBOUND_SYMBOL.at(name.span(), text).withNote(equations(text));
    mistakes.add(NearMatch.suggest(unbound, text, extents.keySet(), way));
  }

  /// The extents that name the symbol but leave it open, as equations.
  private String equations(String symbol) {
    var mentions = Pattern.compile("\\b" + symbol + "\\b");
    var equations = new ArrayList<String>();
    for (var parameter : parameters.values()) {
      if (parameter.role() != Role.OUT) {
        for (var axis = 0; axis < parameter.dims().size(); axis++) {
          var written = source.text(parameter.dims().get(axis).span());
          if (mentions.matcher(written).find()) {
            equations.add(
                "%s = the extent of axis %d of `%s`"
                    .formatted(written, axis, parameter.name().text()));
          }
        }
      }
    }
    return equations.isEmpty()
        ? ""
        : "`%s` is only in %s, which not every extent fulfils"
            .formatted(symbol, String.join(" and in ", equations));
  }
}
