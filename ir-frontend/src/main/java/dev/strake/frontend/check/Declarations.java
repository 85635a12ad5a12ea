package dev.strake.frontend.check;

import dev.strake.frontend.FunctionSignature;
import dev.strake.frontend.Source;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.SourceLines;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What a file declares and imports. Functions of one name are told apart by their parameters'
/// types; a function of the file hides imported ones of its name.
public final class Declarations {
  private final Source source;
  private final Ast.Completeness completeness;
  private final Ast.Completeness imported;
  private final List<Declarations> imports;
  private final Map<String, List<FunctionHeader>> functions = new LinkedHashMap<>();
  private final Map<Instance, List<LaunchSize>> launchSizes = new ConcurrentHashMap<>();
  private final Map<String, KernelHeader> kernels = new LinkedHashMap<>();
  private final Map<String, ConstantHeader> constants = new LinkedHashMap<>();
  private final ConstantDepth constantDepth = new ConstantDepth();

  /// `imported` tells whether every import could be read.
  Declarations(
      Source source,
      Ast.Completeness completeness,
      Ast.Completeness imported,
      List<Declarations> imports) {
    this.source = source;
    this.completeness = completeness;
    this.imported = imported;
    this.imports = List.copyOf(imports);
  }

  Source source() {
    return source;
  }

  /// The texts of the file and of all it imports, for those who show places in them.
  SourceLines texts() {
    var all = new LinkedHashSet<Declarations>();
    addTo(all);
    return all.stream()
        .map(file -> SourceLines.of(file.source.name(), file.source.text()))
        .reduce(SourceLines.NONE, SourceLines::with);
  }

  private void addTo(Set<Declarations> all) {
    if (all.add(this)) {
      imports.forEach(imported -> imported.addTo(all));
    }
  }

  /// The sizes that the local arrays of a function of this file need at launch, found once.
  List<LaunchSize> launchSizes(Instance function, int depth) {
    var known = launchSizes.get(function);
    if (known != null) {
      return known;
    }
    // A function that calls itself meets this on the way; it is a mistake of its own.
    launchSizes.put(function, List.of());
    var found = List.copyOf(TypeChecker.launchSizes(function, depth));
    launchSizes.put(function, found);
    return found;
  }

  /// Whether every declaration could be read, so that an unknown name is a mistake of its own.
  boolean isComplete() {
    return completeness == Ast.Completeness.COMPLETE && areImportsComplete();
  }

  /// Whether all that the imports declare is known.
  boolean areImportsComplete() {
    return imported == Ast.Completeness.COMPLETE
        && imports.stream().allMatch(file -> file.completeness == Ast.Completeness.COMPLETE);
  }

  void add(FunctionHeader function) {
    functions.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(function);
  }

  void add(ConstantHeader constant) {
    constants.put(constant.name(), constant);
  }

  void add(KernelHeader kernel) {
    kernels.put(kernel.signature().name(), kernel);
  }

  /// The functions that a call by this name may mean.
  List<FunctionHeader> functions(String name) {
    return functions.containsKey(name)
        ? List.copyOf(functions.get(name))
        : imports.stream().flatMap(imported -> imported.own(name).stream()).toList();
  }

  /// The functions of this name declared in the file itself.
  List<FunctionHeader> own(String name) {
    return functions.getOrDefault(name, List.of());
  }

  /// All functions declared in the file itself.
  List<FunctionHeader> functions() {
    return functions.values().stream().flatMap(Collection::stream).toList();
  }

  /// The constants that this name may mean: the file's own, or else those of its imports.
  List<ConstantHeader> constants(String name) {
    return ownConstant(name)
        .map(List::of)
        .orElseGet(
            () ->
                imports.stream().flatMap(imported -> imported.ownConstant(name).stream()).toList());
  }

  /// The constant of this name declared in the file itself.
  Optional<ConstantHeader> ownConstant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  ConstantDepth constantDepth() {
    return constantDepth;
  }

  /// All constants declared in the file itself.
  List<ConstantHeader> constants() {
    return List.copyOf(constants.values());
  }

  /// Where the file's own constants are declared, by name. The map is the caller's.
  Map<String, SourceSpan> constantPlaces() {
    var places = new HashMap<String, SourceSpan>();
    constants.values().forEach(constant -> places.put(constant.name(), constant.place()));
    return places;
  }

  Set<String> constantNames() {
    var names = new TreeSet<>(constants.keySet());
    imports.forEach(imported -> names.addAll(imported.constants.keySet()));
    return names;
  }

  /// Whether the file itself declares a function of this name.
  public boolean declares(String function) {
    return functions.containsKey(function);
  }

  /// The functions on single values declared in the file itself, for every choice of their types.
  public List<FunctionSignature> signatures() {
    return functions().stream()
        .filter(function -> !function.hasArrays())
        .flatMap(function -> function.signatures().stream())
        .toList();
  }

  Set<String> functionNames() {
    var names = new TreeSet<>(functions.keySet());
    imports.forEach(imported -> names.addAll(imported.functions.keySet()));
    return names;
  }

  Optional<KernelHeader> kernel(String name) {
    return Optional.ofNullable(kernels.get(name));
  }

  List<KernelHeader> kernels() {
    return List.copyOf(kernels.values());
  }
}
