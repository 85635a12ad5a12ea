package dev.strake.cli.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleDeclarationTest {
  @Test
  void readsRequiredModules() {
    var module = parse("requires a.b; requires static c; requires transitive d; exports e;");
    assertEquals("m.n", module.name());
    assertEquals(Set.of("a.b", "static c", "d"), module.requires());
  }

  @Test
  void readsProvidedServices() {
    var module = parse("provides a.S with b.P, b.Q;");
    assertEquals(Map.of("a.S", List.of("b.P", "b.Q")), module.provides());
  }

  @Test
  void readsImportedNames() {
    var text = "import a.S; import b.P; module m { provides S with P, b.Q; }";
    var module = ModuleDeclaration.parse("module-info.java", text);
    assertEquals(Map.of("a.S", List.of("b.P", "b.Q")), module.provides());
  }

  @Test
  void readsServiceFiles() {
    assertEquals(
        List.of("b.P", "b.Q"), ModuleDeclaration.providersIn("# who\nb.P\n\nb.Q # second\n"));
  }

  @Test
  void rejectsFilesWithoutModule() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ModuleDeclaration.parse("module-info.java", "class A {}"));
  }

  private static ModuleDeclaration parse(String directives) {
    return ModuleDeclaration.parse("module-info.java", "module m.n { " + directives + " }");
  }
}
