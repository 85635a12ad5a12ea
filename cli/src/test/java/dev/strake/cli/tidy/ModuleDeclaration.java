package dev.strake.cli.tidy;

import com.sun.source.tree.ProvidesTree;
import com.sun.source.tree.RequiresTree;
import com.sun.source.tree.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a `module-info.java` says: the modules it requires, static ones as `static name`, and the
/// services it provides, service to providers, all with their full names.
record ModuleDeclaration(String name, Set<String> requires, Map<String, List<String>> provides) {
  ModuleDeclaration {
    requires = Set.copyOf(requires);
    provides = Map.copyOf(provides);
  }

  /// @throws IllegalArgumentException if the text declares no module
  static ModuleDeclaration parse(String file, String text) {
    var unit = JavaSource.parse(file, text).unit();
    var module = unit.getModule();
    if (module == null) {
      throw new IllegalArgumentException(file + " declares no module");
    }
    var imported = new HashMap<String, String>();
    for (var line : unit.getImports()) {
      var name = line.getQualifiedIdentifier().toString();
      imported.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
    var requires = new TreeSet<String>();
    var provides = new TreeMap<String, List<String>>();
    for (var directive : module.getDirectives()) {
      if (directive instanceof RequiresTree tree) {
        requires.add((tree.isStatic() ? "static " : "") + tree.getModuleName());
      }
      if (directive instanceof ProvidesTree tree) {
        var providers =
            tree.getImplementationNames().stream().map(name -> fullName(name, imported)).toList();
        provides.put(fullName(tree.getServiceName(), imported), providers);
      }
    }
    return new ModuleDeclaration(module.getName().toString(), requires, provides);
  }

  private static String fullName(Tree name, Map<String, String> imported) {
    return imported.getOrDefault(name.toString(), name.toString());
  }

  /// What users on the class path are told, as the lines of `META-INF/services/<service>`.
  static List<String> providersIn(String serviceFile) {
    return serviceFile
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
