package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.backend.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceTest {
  @Test
  void moduleAndClassPathNameTheSameBackends() throws IOException {
    var provided =
        CBackend.class.getModule().getDescriptor().provides().stream()
            .filter(service -> service.service().equals(Backend.class.getName()))
            .flatMap(service -> service.providers().stream())
            .toList();
    try (var file =
        CBackend.class.getResourceAsStream("/META-INF/services/" + Backend.class.getName())) {
      var listed = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertEquals(provided, listed);
    }
    assertEquals(List.of(CBackend.class.getName()), provided);
  }
}
