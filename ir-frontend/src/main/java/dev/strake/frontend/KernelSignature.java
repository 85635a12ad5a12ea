package dev.strake.frontend;

import dev.strake.ir.Parameter.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a caller must know of a kernel: its parameters and results in order of declaration, the
/// results last, and the launch conditions as written. `doc` is the text of the `///` lines above
/// it.
public record KernelSignature(
    String name,
    String doc,
    List<TypeParameter> typeParameters,
    List<ParameterSignature> parameters,
    List<String> where) {
  public KernelSignature {
    typeParameters = List.copyOf(typeParameters);
    parameters = List.copyOf(parameters);
    where = List.copyOf(where);
  }

  /// What a caller passes.
  public List<ParameterSignature> inputs() {
    return parameters.stream().filter(p -> p.role() != Role.OUT).toList();
  }

  /// What a caller gets.
  public List<ParameterSignature> results() {
    return parameters.stream().filter(p -> p.role() == Role.OUT).toList();
  }

  /// The packs of axes, in order of their first places.
  public List<String> packs() {
    var packs = new LinkedHashSet<String>();
    for (var parameter : parameters) {
      for (var dim : parameter.dims()) {
        switch (dim) {
          case ParameterSignature.Dim.Extent _ -> {}
          case ParameterSignature.Dim.Pack(var pack) -> packs.add(pack);
        }
      }
    }
    return List.copyOf(packs);
  }

  public Optional<ParameterSignature> parameter(String parameterName) {
    return parameters.stream().filter(p -> p.name().equals(parameterName)).findFirst();
  }

  /// The head of the kernel as one line of source.
  @Override
  public String toString() {
    var generics =
        typeParameters.stream()
            .map(KernelSignature::shown)
            .collect(Collectors.joining(", ", "<", ">"));
    return "kernel "
        + name
        + (typeParameters.isEmpty() ? "" : generics)
        + listed(inputs())
        + (results().isEmpty() ? "" : " -> " + listed(results()))
        + (where.isEmpty() ? "" : " where " + String.join(", ", where));
  }

  private static String shown(TypeParameter parameter) {
    return parameter.choices().stream()
        .map(Object::toString)
        .collect(Collectors.joining(" | ", parameter.name() + ": ", ""));
  }

  private static String listed(List<ParameterSignature> parameters) {
    return parameters.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
