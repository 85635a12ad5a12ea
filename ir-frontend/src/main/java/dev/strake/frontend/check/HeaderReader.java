package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads what the heads of functions and kernels have in common: type parameters, types, names that
/// are taken, annotations.
final class HeaderReader {
  private final Mistakes mistakes;

  HeaderReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /// The type parameters; one with an unknown bound stands for every type it can.
  List<TypeParameter> typeParameters(Ast.Header header) {
    var places = new HashMap<String, SourceSpan>();
    var parameters = new ArrayList<TypeParameter>();
    for (var parameter : header.typeParameters()) {
      var name = parameter.name();
      if (TypeClass.type(name.text()).isPresent()) {
        mistakes.add(ErrorCode.BUILT_IN.at(name.span(), name.text()));
      } else if (isNew(name, places)) {
        parameters.add(new TypeParameter(name.text(), choices(parameter)));
      }
    }
    return withinLimit(header, parameters);
  }

  private List<TypeParameter> withinLimit(Ast.Header header, List<TypeParameter> parameters) {
    var count = Instances.count(parameters);
    if (count <= Instances.LIMIT) {
      return parameters;
    }
    var name = header.name();
    mistakes.add(ErrorCode.TOO_MANY_INSTANCES.at(name.span(), name.text(), count, Instances.LIMIT));
    return parameters.stream()
        .map(p -> new TypeParameter(p.name(), p.choices().subList(0, 1)))
        .toList();
  }

  private List<ScalarType> choices(Ast.TypeParameter parameter) {
    var members = new TreeSet<ScalarType>();
    for (var choice : parameter.choices()) {
      TypeClass.members(choice.text())
          .ifPresentOrElse(members::addAll, () -> reportUnknownClass(choice));
    }
    return members.isEmpty() ? List.of(ScalarType.F64) : List.copyOf(members);
  }

  private void reportUnknownClass(Ast.Name name) {
    if (name.text().isEmpty()) {
      return;
    }
    var known = Stream.concat(TypeClass.names().stream(), types().stream()).toList();
    mistakes.add(
        NearMatch.suggest(
            ErrorCode.UNKNOWN_CLASS.at(name.span(), name.text()),
            name.text(),
            known,
            "there are " + String.join(", ", known)));
  }

  /// The type that a name in a declaration means.
  ElementType element(Ast.Name name, List<TypeParameter> typeParameters) {
    if (typeParameters.stream().anyMatch(p -> p.name().equals(name.text()))) {
      return new ElementType.Variable(name.text());
    }
    var type = TypeClass.type(name.text());
    if (type.isPresent()) {
      return new ElementType.Fixed(type.get());
    }
    if (!name.text().isEmpty()) {
      reportUnknownType(name, typeParameters);
    }
    return new ElementType.Unknown();
  }

  private void reportUnknownType(Ast.Name name, List<TypeParameter> typeParameters) {
    var known = Stream.concat(typeParameters.stream().map(TypeParameter::name), types().stream());
    mistakes.add(unknownType(name, known.toList()));
  }

  static Diagnostic unknownType(Ast.Name name, List<String> known) {
    var unknown = ErrorCode.UNKNOWN_TYPE.at(name.span(), name.text());
    var ambiguous = ForeignWords.ambiguousType(name.text());
    if (!ambiguous.isEmpty()) {
      return unknown.withHelp(ambiguous);
    }
    return ForeignWords.type(name.text())
        .map(meant -> NearMatch.replaced(unknown, meant))
        .orElseGet(
            () ->
                NearMatch.suggest(
                    unknown, name.text(), known, "the types are " + String.join(", ", known)));
  }

  static List<String> types() {
    return TypeClass.typeNames();
  }

  /// Reports type parameters that no parameter has, so that no call could tell what they are.
  void checkUse(Ast.Header header, List<TypeParameter> declared, List<ElementType> used) {
    if (header.completeness() == Ast.Completeness.PARTIAL) {
      return;
    }
    for (var parameter : header.typeParameters()) {
      var name = parameter.name().text();
      var isDeclared = declared.stream().anyMatch(p -> p.name().equals(name));
      if (isDeclared && !used.contains(new ElementType.Variable(name))) {
        mistakes.add(
            ErrorCode.UNUSED_TYPE_PARAMETER.at(parameter.span(), header.name().text(), name));
      }
    }
  }

  /// Whether the name is not taken; it is then, and it is reported if it was.
  boolean isNew(Ast.Name name, Map<String, SourceSpan> places) {
    if (name.text().isEmpty()) {
      return false;
    }
    if (!places.containsKey(name.text())) {
      places.put(name.text(), name.span());
      return true;
    }
    mistakes.add(alreadyDeclared(name, places.get(name.text())));
    return false;
  }

  static Diagnostic alreadyDeclared(Ast.Name name, SourceSpan before) {
    return ErrorCode.ALREADY_DECLARED
        .at(name.span(), name.text())
        .withLabels(Labels.pair(name.span(), before, "declared here"))
        .withHelp("choose another name");
  }

  /// Reports annotations that are unknown or say nothing here.
  void checkAnnotations(Ast.Header header, Place place) {
    for (var annotation : header.annotations()) {
      var name = annotation.name();
      if (!name.text().equals("ufunc")) {
        mistakes.add(
            NearMatch.suggest(
                ErrorCode.UNKNOWN_ANNOTATION.at(name.span(), name.text()),
                name.text(),
                List.of("ufunc"),
                "there is `@ufunc(int, float)`"));
      } else if (place == Place.KERNEL) {
        mistakes.add(
            ErrorCode.MISPLACED_ANNOTATION
                .at(annotation.span(), name.text())
                .withHelp("leave it out, or make the kernel a `fn` of single values"));
      }
      for (var argument : annotation.arguments()) {
        if (TypeClass.members(argument.text()).isEmpty()) {
          reportUnknownClass(argument);
        }
      }
    }
  }

  /// What a header belongs to.
  enum Place {
    FUNCTION,
    KERNEL
  }
}
