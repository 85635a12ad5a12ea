package dev.strake.cli;

import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.ElementType;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.TypeParameter;
import dev.strake.ir.ScalarType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a user said of a kernel's type parameters with `--types T=f32`.
record TypeArguments(Map<String, ScalarType> said) {
  /// What a type parameter is if nothing tells: the first of these that it can be.
  private static final List<ScalarType> PREFERRED =
      List.of(
          ScalarType.F64,
          ScalarType.F32,
          ScalarType.I64,
          ScalarType.I32,
          ScalarType.I16,
          ScalarType.I8,
          ScalarType.U64,
          ScalarType.U32,
          ScalarType.U16,
          ScalarType.U8,
          ScalarType.BOOL,
          ScalarType.F16,
          ScalarType.BF16,
          ScalarType.COMPLEX128,
          ScalarType.COMPLEX64);

  TypeArguments {
    said = Map.copyOf(said);
  }

  /// @throws WrongInput if a type does not exist
  static TypeArguments parse(List<Assignment> written) {
    var said = new LinkedHashMap<String, ScalarType>();
    for (var assignment : written) {
      said.put(assignment.name(), type(assignment.value()));
    }
    return new TypeArguments(said);
  }

  private static ScalarType type(String name) {
    return ScalarType.named(name)
        .orElseThrow(
            () ->
                new WrongInput(
                    "there is no type %s; the types are %s"
                        .formatted(
                            name,
                            Arrays.stream(ScalarType.values())
                                .map(ScalarType::mnemonic)
                                .collect(Collectors.joining(", ")))));
  }

  /// A type for each type parameter: as said, else as the arguments have it, else the most precise
  /// one allowed.
  ///
  /// @param dtypes of the arguments that have one of their own
  /// @throws dev.strake.ir.diag.CompileException if arguments can't have their dtypes
  Map<String, ScalarType> complete(
      CheckedFile file, KernelSignature kernel, Map<String, ScalarType> dtypes) {
    var all = new LinkedHashMap<>(dtypes);
    for (var parameter : kernel.inputs()) {
      if (parameter.element() instanceof ElementType.Variable(var variable)
          && !dtypes.containsKey(parameter.name())
          && (said.containsKey(variable) || !isDecided(variable, kernel, dtypes))) {
        all.put(parameter.name(), typeOf(kernel, variable));
      }
    }
    var types = new LinkedHashMap<>(file.infer(kernel.name(), all));
    said.forEach((variable, type) -> requireAgreement(types, variable, type));
    return types;
  }

  /// A type for each type parameter of a kernel without arguments.
  Map<String, ScalarType> complete(KernelSignature kernel) {
    var types = new LinkedHashMap<>(said);
    for (var parameter : kernel.typeParameters()) {
      types.computeIfAbsent(parameter.name(), _ -> preferred(parameter));
    }
    return types;
  }

  private static boolean isDecided(
      String variable, KernelSignature kernel, Map<String, ScalarType> dtypes) {
    return kernel.inputs().stream()
        .filter(parameter -> dtypes.containsKey(parameter.name()))
        .anyMatch(parameter -> parameter.element().equals(new ElementType.Variable(variable)));
  }

  private ScalarType typeOf(KernelSignature kernel, String variable) {
    if (said.containsKey(variable)) {
      return said.get(variable);
    }
    return kernel.typeParameters().stream()
        .filter(parameter -> parameter.name().equals(variable))
        .map(TypeArguments::preferred)
        .findFirst()
        .orElseThrow();
  }

  private static ScalarType preferred(TypeParameter parameter) {
    return PREFERRED.stream().filter(parameter.choices()::contains).findFirst().orElseThrow();
  }

  private static void requireAgreement(
      Map<String, ScalarType> types, String variable, ScalarType type) {
    if (!types.containsKey(variable)) {
      throw new WrongInput(
          "there is no type parameter %s; %s"
              .formatted(variable, NearNames.advice(variable, List.copyOf(types.keySet()))));
    }
    if (types.get(variable) != type) {
      throw new WrongInput(
          "%s is %s by the arguments and %s by --types; leave --types out, or convert the arguments"
              .formatted(variable, types.get(variable), type));
    }
  }
}
