package dev.strake.frontend;

import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.SourceSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes what a file offers as Markdown: constants, functions and kernels, each with its head as
/// in the source and the text of the `///` lines above it.
final class Documentation {
  private final Source source;
  private final StringBuilder text = new StringBuilder();

  private Documentation(Source source) {
    this.source = source;
  }

  static String of(Source source, Ast.File tree, List<KernelSignature> kernels) {
    var writer = new Documentation(source);
    writer.text.append("# ").append(fileName(source)).append('\n');
    writer.constants(tree.constants());
    writer.functions(tree.functions());
    writer.kernels(tree.kernels(), kernels);
    return writer.text.toString();
  }

  private static String fileName(Source source) {
    return source.file().map(Path::getFileName).map(Path::toString).orElseGet(source::name);
  }

  private void constants(List<Ast.Constant> constants) {
    title("Constants", constants);
    for (var constant : constants) {
      var written = collapsed(source.text(constant.span()));
      entry(constant.name(), written.replaceFirst("\\s*;$", ""), constant.doc());
    }
  }

  private void functions(List<Ast.Function> functions) {
    title("Functions", functions);
    for (var function : functions) {
      var header = function.header();
      entry(header.name(), head(function.span(), function.body()), header.doc());
    }
  }

  private void kernels(List<Ast.Kernel> kernels, List<KernelSignature> signatures) {
    title("Kernels", kernels);
    for (var kernel : kernels) {
      var header = kernel.header();
      entry(header.name(), head(kernel.span(), kernel.body()), header.doc());
      signatures.stream()
          .filter(signature -> signature.name().equals(header.name().text()))
          .findFirst()
          .ifPresent(this::parameters);
    }
  }

  private void title(String title, List<? extends Ast> declarations) {
    if (!declarations.isEmpty()) {
      text.append("\n## ").append(title).append('\n');
    }
  }

  private void entry(Ast.Name name, String head, String doc) {
    text.append("\n### ").append(name.text()).append("\n\n```strake\n");
    text.append(head).append("\n```\n");
    if (!doc.isEmpty()) {
      text.append('\n').append(doc).append('\n');
    }
  }

  /// What stands before a body, on one line.
  private String head(SourceSpan declaration, Ast.Block body) {
    var start = source.offset(declaration.line(), declaration.column());
    var end = source.offset(body.span().line(), body.span().column());
    return collapsed(source.text().substring(start, end)).replaceFirst("\\s*=$", "");
  }

  /// Comments and line breaks would not survive on one line.
  private static String collapsed(String written) {
    return written
        .lines()
        .map(line -> line.replaceFirst("//.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private void parameters(KernelSignature kernel) {
    text.append("\n| | type | |\n|---|---|---|\n");
    for (var parameter : kernel.parameters()) {
      var type = parameter.toString().replaceFirst("^\\w+: (inout )?", "");
      var role =
          switch (parameter.role()) {
            case IN -> "";
            case INOUT -> "changed in place";
            case OUT -> "result";
          };
      text.append(
          "| `%s` | `%s` | %s |\n".formatted(parameter.name(), type, role).replace("|  |", "| |"));
    }
    for (var type : kernel.typeParameters()) {
      var choices =
          type.choices().stream().map(c -> "`" + c + "`").collect(Collectors.joining(", "));
      text.append("\n`").append(type.name()).append("` is one of ").append(choices).append(".\n");
    }
    if (!kernel.where().isEmpty()) {
      var conditions =
          kernel.where().stream().map(c -> "`" + c + "`").collect(Collectors.joining(", "));
      text.append("\nNeeds ").append(conditions).append(".\n");
    }
  }
}
