package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
  @TempDir private Path directory;

  private static String description(Map<String, String> environment, String property, Path home) {
    return LibraryCache.of(environment, property, home.toString()).description();
  }

  private List<String> names(Path path) throws IOException {
    try (var files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    var library = Files.writeString(directory.resolve("library"), "code");
    var cache = LibraryCache.open(directory.resolve("cache"));
    assertTrue(cache.get("key").isEmpty());
    cache.put("key", library);
    assertEquals("code", Files.readString(cache.get("key").orElseThrow()));
    assertEquals(List.of("key.sha256", "key.so"), names(directory.resolve("cache")));
  }

  /// Room for two libraries of four bytes.
  @Test
  void whatWasNotUsedForLongGoesFirst() throws IOException {
    var path = Files.createDirectory(directory.resolve("cache"));
    var cache = new LibraryCache.Directory(path, 2 * 4);
    var library = Files.writeString(directory.resolve("library"), "code");
    cache.put("first", library);
    cache.put("second", library);
    Files.setLastModifiedTime(path.resolve("first.so"), FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(path.resolve("second.so"), FileTime.fromMillis(2_000));
    assertTrue(cache.get("first").isPresent());
    cache.put("third", library);
    assertTrue(cache.get("second").isEmpty());
    assertTrue(cache.get("first").isPresent() && cache.get("third").isPresent());
  }

  @Test
  void latestStaysHoweverLargeItIs() throws IOException {
    var path = Files.createDirectory(directory.resolve("cache"));
    var cache = new LibraryCache.Directory(path, 0);
    var library = Files.writeString(directory.resolve("library"), "code");
    cache.put("first", library);
    cache.put("second", library);
    assertEquals(List.of("second.sha256", "second.so"), names(path));
  }

  @Test
  void whatWasLeftUnfinishedGoes() throws IOException {
    var path = Files.createDirectory(directory.resolve("cache"));
    var left = Files.writeString(path.resolve("new1.tmp"), "half");
    Files.setLastModifiedTime(left, FileTime.fromMillis(1_000));
    var present = Files.writeString(path.resolve("new2.tmp"), "half");
    var library = Files.writeString(directory.resolve("library"), "code");
    new LibraryCache.Directory(path).put("key", library);
    assertTrue(Files.notExists(left) && Files.exists(present));
  }

  @Test
  void directoryIsForItsOwnerOnly() throws IOException {
    LibraryCache.open(directory.resolve("cache"));
    var permissions = Files.getPosixFilePermissions(directory.resolve("cache"));
    assertEquals("rwx------", PosixFilePermissions.toString(permissions));
  }

  @Test
  void refusesDirectoryOthersMayWriteTo() throws IOException {
    var open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    var cache = assertInstanceOf(LibraryCache.Disabled.class, LibraryCache.open(open));
    assertTrue(cache.description().contains("is not used: others own it or may write to it"));
  }

  @Test
  void refusesLinkToDirectory() throws IOException {
    var target = directory.resolve("target");
    LibraryCache.open(target);
    var link = Files.createSymbolicLink(directory.resolve("link"), target);
    assertInstanceOf(LibraryCache.Disabled.class, LibraryCache.open(link));
  }

  @Test
  void survivesLossOfItsDirectory() throws IOException {
    var library = Files.writeString(directory.resolve("library"), "code");
    var cache = LibraryCache.open(directory.resolve("cache"));
    Files.delete(directory.resolve("cache"));
    cache.put("key", library);
    assertTrue(cache.get("key").isEmpty());
  }

  @Test
  void findsItsPlace() {
    var xdg = directory.resolve("xdg");
    var environment = Map.of("XDG_CACHE_HOME", xdg.toString());
    assertEquals(xdg.resolve("strake").toString(), description(environment, "", directory));
    assertEquals(
        directory.resolve(".cache/strake").toString(), description(Map.of(), "", directory));
    var elsewhere = directory.resolve("elsewhere").toString();
    assertEquals(elsewhere, description(environment, elsewhere, directory));
    assertEquals("switched off by -Ddev.strake.cache", description(environment, "off", directory));
  }

  @Test
  void keysTellPartsApart() {
    assertNotEquals(LibraryCache.key(List.of("ab", "c")), LibraryCache.key(List.of("a", "bc")));
    assertEquals(64, LibraryCache.key(List.of("")).length());
  }

  @Test
  void hidesTornLibraryUntilItIsReplaced() throws IOException {
    var library = Files.writeString(directory.resolve("library"), "code");
    var cache = LibraryCache.open(directory.resolve("cache"));
    cache.put("key", library);
    Files.writeString(directory.resolve("cache/key.so"), "co");
    assertTrue(cache.get("key").isEmpty());
    cache.put("key", library);
    assertEquals("code", Files.readString(cache.get("key").orElseThrow()));
  }
}
