package dev.strake.frontend.check;

import dev.strake.frontend.Source;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.SourceLines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a file declares and imports. Functions of one name are told apart by their parameters'
/// types; a function of the file hides imported ones of its name.
public final class Declarations {
  private final Source source;
  private final Ast.Completeness completeness;
  private final List<Declarations> imports;
  private final Map<String, List<FunctionHeader>> functions = new LinkedHashMap<>();
  private final Map<String, KernelHeader> kernels = new LinkedHashMap<>();

  Declarations(Source source, Ast.Completeness completeness, List<Declarations> imports) {
    this.source = source;
    this.completeness = completeness;
    this.imports = List.copyOf(imports);
  }

  Source source() {
    return source;
  }

  /// The texts of the file and of all it imports, for those who show places in them.
  SourceLines texts() {
    var own = SourceLines.of(source.name(), source.text());
    return imports.stream().map(Declarations::texts).reduce(own, SourceLines::with);
  }

  /// Whether every declaration could be read, so that an unknown name is a mistake of its own.
  boolean isComplete() {
    return completeness == Ast.Completeness.COMPLETE;
  }

  void add(FunctionHeader function) {
    functions.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(function);
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
