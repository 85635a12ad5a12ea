package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ParameterSignature.Dim;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many axes the packs of a kernel stand for. What is wrong here is the caller's mistake.
final class PackRanks {
  private final KernelSignature kernel;
  private final Map<String, Integer> ranks = new LinkedHashMap<>();
  private final Map<String, ParameterSignature> deciders = new LinkedHashMap<>();

  private PackRanks(KernelSignature kernel) {
    this.kernel = kernel;
  }

  /// Each pack's axes, from the numbers of axes of arguments: a parameter tells of the pack that it
  /// has besides those already known.
  static Map<String, Integer> infer(KernelSignature kernel, Map<String, Integer> rankOfParameter) {
    var inferred = new PackRanks(kernel);
    var open = new ArrayList<ParameterSignature>();
    for (var parameter : kernel.inputs()) {
      if (rankOfParameter.containsKey(parameter.name()) && !packs(parameter).isEmpty()) {
        open.add(parameter);
      }
    }
    var isGrowing = true;
    while (isGrowing) {
      isGrowing = open.removeIf(p -> inferred.isToldBy(p, rankOfParameter.get(p.name())));
    }
    check(kernel, inferred.ranks);
    return Map.copyOf(inferred.ranks);
  }

  private static List<String> packs(ParameterSignature parameter) {
    return parameter.dims().stream()
        .filter(dim -> dim instanceof Dim.Pack)
        .map(dim -> ((Dim.Pack) dim).name())
        .toList();
  }

  private boolean isToldBy(ParameterSignature parameter, int rank) {
    var packs = packs(parameter);
    var unknown = packs.stream().filter(pack -> !ranks.containsKey(pack)).toList();
    if (unknown.size() > 1) {
      return false;
    }
    var known = packs.stream().filter(ranks::containsKey).mapToInt(ranks::get).sum();
    var others = parameter.dims().size() - packs.size() + known;
    if (unknown.isEmpty() ? rank != others : rank < others) {
      throw new CompileException(
          unknown.isEmpty() && packs.size() == 1
              ? disagreement(parameter, packs.getFirst(), rank - others + known)
              : tooFew(parameter, others, rank));
    }
    for (var pack : unknown) {
      ranks.put(pack, rank - others);
      deciders.put(pack, parameter);
    }
    return true;
  }

  private Diagnostic tooFew(ParameterSignature parameter, int atLeast, int rank) {
    return KernelInstances.error(
            ErrorCode.TOO_FEW_AXES,
            parameter.name(),
            kernel.name(),
            NameChecker.axes(atLeast),
            rank)
        .withHelp("it is declared as `" + parameter + "`");
  }

  private Diagnostic disagreement(ParameterSignature parameter, String pack, int found) {
    if (found < 0) {
      return tooFew(parameter, parameter.dims().size() - 1, found + parameter.dims().size() - 1);
    }
    return KernelInstances.error(
            ErrorCode.TWO_RANKS,
            pack,
            NameChecker.axes(ranks.get(pack)),
            deciders.get(pack).name(),
            NameChecker.axes(found),
            parameter.name())
        .withHelp("both are declared with the same axes: `%s`".formatted(parameter));
  }

  /// @throws CompileException if a pack has no number of axes or one that no array has, or there is
  ///   no such pack
  static void check(KernelSignature kernel, Map<String, Integer> ranks) {
    for (var pack : kernel.packs()) {
      if (!ranks.containsKey(pack)) {
        throw new CompileException(
            KernelInstances.error(ErrorCode.UNBOUND_PACK, pack)
                .withHelp("give an argument of which it is part; `" + kernel + "`"));
      }
      var rank = ranks.get(pack);
      if (rank < 0 || rank > KernelChoice.MAX_RANK) {
        throw new CompileException(
            KernelInstances.error(ErrorCode.RANK_NOT_ALLOWED, pack, KernelChoice.MAX_RANK, rank));
      }
    }
    for (var name : new TreeMap<>(ranks).keySet()) {
      if (!kernel.packs().contains(name)) {
        throw new CompileException(
            KernelInstances.error(ErrorCode.UNKNOWN_PACK, kernel.name(), name)
                .withHelp("it is declared as `" + kernel + "`"));
      }
    }
  }
}
