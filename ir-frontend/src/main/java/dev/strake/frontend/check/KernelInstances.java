package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.lower.Lowering;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Chooses types for the kernels of a file, and makes the programs. What is wrong here is the
/// caller's mistake, not the text's, so it has no place in the source.
public final class KernelInstances {
  private final Declarations declarations;

  public KernelInstances(Declarations declarations) {
    this.declarations = declarations;
  }

  public SourceLines texts() {
    return declarations.texts();
  }

  public List<KernelSignature> signatures() {
    return declarations.kernels().stream().map(KernelHeader::signature).toList();
  }

  /// The program of a kernel; see `CheckedFile.instantiate`.
  public Program program(String name, KernelChoice choice) {
    var kernel = kernel(name);
    checkArguments(kernel.signature(), choice.types());
    PackRanks.check(kernel.signature(), choice.ranks());
    var types = new LinkedHashMap<String, ScalarType>();
    kernel
        .signature()
        .typeParameters()
        .forEach(parameter -> types.put(parameter.name(), choice.types().get(parameter.name())));
    var ordered = new KernelChoice(types, choice.ranks());
    var program =
        Lowering.lower(name, TypeChecker.kernel(declarations, kernel, ordered))
            .withSources(declarations.texts());
    if (choice.ranks().values().stream().anyMatch(rank -> rank > KernelProofs.PROVED_RANK)) {
      requireNoRaces(program);
    }
    return program;
  }

  private void requireNoRaces(Program program) {
    var races = KernelProofs.races(declarations.source(), program);
    if (!races.isEmpty()) {
      throw new CompileException(races);
    }
  }

  private KernelHeader kernel(String name) {
    return declarations.kernel(name).orElseThrow(() -> new CompileException(unknown(name)));
  }

  private Diagnostic unknown(String name) {
    var names = signatures().stream().map(KernelSignature::name).toList();
    var near = NearMatch.help(name, names);
    var all = names.isEmpty() ? "it has no kernels at all" : "it has " + String.join(", ", names);
    return error(ErrorCode.UNKNOWN_KERNEL, declarations.source().name(), name)
        .withHelp(near.isEmpty() ? all : near);
  }

  static Diagnostic error(ErrorCode code, Object... names) {
    return Diagnostic.error(code.code(), code.message(names));
  }

  private static void checkArguments(
      KernelSignature kernel, Map<String, ScalarType> typeArguments) {
    for (var parameter : kernel.typeParameters()) {
      if (!typeArguments.containsKey(parameter.name())) {
        throw new CompileException(undetermined(kernel, parameter.name()));
      }
      var type = typeArguments.get(parameter.name());
      if (!parameter.choices().contains(type)) {
        throw new CompileException(notAllowed(parameter.name(), parameter.choices(), type));
      }
    }
    for (var name : new TreeMap<>(typeArguments).keySet()) {
      if (kernel.typeParameters().stream().noneMatch(p -> p.name().equals(name))) {
        throw new CompileException(
            error(ErrorCode.UNKNOWN_TYPE_PARAMETER, kernel.name(), name)
                .withHelp("it is declared as `" + kernel + "`"));
      }
    }
  }

  private static Diagnostic notAllowed(String name, List<ScalarType> choices, ScalarType type) {
    var allowed = choices.stream().map(ScalarType::mnemonic).collect(Collectors.joining(", "));
    return error(ErrorCode.TYPE_NOT_ALLOWED, name, type)
        .withHelp("`" + name + "` is one of " + allowed);
  }

  private static Diagnostic undetermined(KernelSignature kernel, String name) {
    var deciding =
        kernel.inputs().stream()
            .filter(parameter -> parameter.element().equals(new ElementType.Variable(name)))
            .map(ParameterSignature::name)
            .collect(Collectors.joining("` or `", "`", "`"));
    return error(ErrorCode.UNDETERMINED_TYPE, name)
        .withHelp("give " + deciding + " a type, such as f64");
  }

  /// The type arguments that follow from dtypes; see `CheckedFile.infer`.
  public Map<String, ScalarType> infer(String name, Map<String, ScalarType> dtypeOfParameter) {
    var kernel = kernel(name).signature();
    checkNames(kernel, dtypeOfParameter.keySet());
    var deciders = new LinkedHashMap<String, ParameterSignature>();
    var inferred = new LinkedHashMap<String, ScalarType>();
    for (var parameter : kernel.inputs()) {
      if (dtypeOfParameter.containsKey(parameter.name())) {
        var dtype = dtypeOfParameter.get(parameter.name());
        switch (parameter.element()) {
          case ElementType.Fixed(var type) -> requireSame(kernel, parameter, type, dtype);
          case ElementType.Variable(var variable) -> {
            var first = deciders.computeIfAbsent(variable, _ -> parameter);
            var type = inferred.computeIfAbsent(variable, _ -> dtype);
            requireAgreement(variable, type, first, dtype, parameter);
          }
          case ElementType.Unknown _ -> {}
        }
      }
    }
    checkArguments(kernel, inferred);
    return inferred;
  }

  /// The numbers of axes that follow from those of arguments; see `CheckedFile.ranks`.
  public Map<String, Integer> ranks(String name, Map<String, Integer> rankOfParameter) {
    var kernel = kernel(name).signature();
    checkNames(kernel, rankOfParameter.keySet());
    return PackRanks.infer(kernel, rankOfParameter);
  }

  private static void checkNames(KernelSignature kernel, Set<String> parameters) {
    var known = kernel.inputs().stream().map(ParameterSignature::name).toList();
    for (var name : new TreeSet<>(parameters)) {
      if (!known.contains(name)) {
        var near = NearMatch.help(name, known);
        throw new CompileException(
            error(ErrorCode.UNKNOWN_PARAMETER, kernel.name(), name)
                .withHelp(near.isEmpty() ? "it is declared as `" + kernel + "`" : near));
      }
    }
  }

  private static void requireSame(
      KernelSignature kernel, ParameterSignature parameter, ScalarType type, ScalarType dtype) {
    if (type != dtype) {
      throw new CompileException(
          error(ErrorCode.ARGUMENT_DTYPE, parameter.name(), kernel.name(), type, dtype)
              .withHelp("convert it to " + type));
    }
  }

  private static void requireAgreement(
      String variable,
      ScalarType type,
      ParameterSignature first,
      ScalarType dtype,
      ParameterSignature parameter) {
    if (type != dtype) {
      throw new CompileException(
          error(ErrorCode.TWO_TYPES, variable, type, first.name(), dtype, parameter.name())
              .withHelp("convert one of them"));
    }
  }
}
