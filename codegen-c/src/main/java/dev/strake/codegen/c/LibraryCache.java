package dev.strake.codegen.c;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiled libraries on disk, found by what they were made from. Losing any of them, or all, costs
/// time and nothing else.
///
/// Code from the cache is loaded into the JVM, so a directory that someone else owns or may write
/// to is not used.
sealed interface LibraryCache {
  /// The system property that names the directory, or is `off`.
  String PROPERTY = "dev.strake.cache";

  /// The system property with the most bytes that libraries may take.
  String BYTES_PROPERTY = "dev.strake.cache.bytes";

  /// The library stored under `key`, if it is whole.
  Optional<Path> get(String key);

  /// Stores a copy of `library`; failing to store is no error.
  void put(String key, Path library);

  /// Where it is, or why there is none.
  String description();

  /// Never holds anything.
  record Disabled(String description) implements LibraryCache {
    @Override
    public Optional<Path> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, Path library) {}
  }

  /// A private directory, shared by processes. Beside each library lies the digest of its bytes, so
  /// that a torn one is never loaded. When libraries take more than `limitBytes`, those go that
  /// were not used for the longest time; a process that has loaded one keeps it.
  record Directory(Path path, long limitBytes) implements LibraryCache {
    private static final long LIMIT_BYTES = 512L << 20;

    /// What a process that ended too early has left is no use to anyone after this time.
    private static final Duration UNFINISHED = Duration.ofHours(1);

    Directory(Path path) {
      this(path, Long.getLong(BYTES_PROPERTY, LIMIT_BYTES));
    }

    @Override
    public Optional<Path> get(String key) {
      try {
        var found = digest(Files.readAllBytes(file(key, ".so")));
        var isWhole = Files.readString(file(key, ".sha256")).equals(found);
        if (!isWhole) {
          return Optional.empty();
        }
        touch(file(key, ".so"));
        return Optional.of(file(key, ".so"));
      } catch (IOException _) {
        // Not there, or deleted just now.
        return Optional.empty();
      }
    }

    @Override
    public void put(String key, Path library) {
      try {
        var bytes = Files.readAllBytes(library);
        publish(file(key, ".so"), bytes);
        publish(file(key, ".sha256"), digest(bytes).getBytes(StandardCharsets.UTF_8));
        prune(file(key, ".so"));
      } catch (IOException | DirectoryIteratorException _) {
        // A full disk, or the directory deleted meanwhile: the next process compiles again.
        return;
      }
    }

    /// A library, how large it is and when it was last used.
    private record Entry(Path path, long sizeBytes, FileTime used) {
      boolean isOlderThan(Duration age) {
        return used.toInstant().isBefore(Instant.now().minus(age));
      }

      static Entry of(Path path) throws IOException {
        return new Entry(path, Files.size(path), Files.getLastModifiedTime(path));
      }
    }

    /// Notes that a library was used, to the hour.
    private static void touch(Path library) {
      try {
        if (Entry.of(library).isOlderThan(Duration.ofHours(1))) {
          Files.setLastModifiedTime(library, FileTime.from(Instant.now()));
        }
      } catch (IOException _) {
        // Nobody may write here: what is read can be used all the same.
        return;
      }
    }

    private void prune(Path latest) throws IOException {
      var libraries = new ArrayList<Entry>();
      var total = 0L;
      try (var files = Files.newDirectoryStream(path)) {
        for (var file : files) {
          var entry = Entry.of(file);
          if (file.toString().endsWith(".so")) {
            libraries.add(entry);
            total += entry.sizeBytes;
          } else if (file.toString().endsWith(".tmp") && entry.isOlderThan(UNFINISHED)) {
            Files.deleteIfExists(file);
          }
        }
      }
      libraries.removeIf(entry -> entry.path.equals(latest));
      libraries.sort(Comparator.comparing(Entry::used));
      for (var oldest : libraries) {
        if (total <= limitBytes) {
          return;
        }
        var name = oldest.path.getFileName().toString();
        Files.deleteIfExists(file(name.substring(0, name.length() - ".so".length()), ".sha256"));
        Files.deleteIfExists(oldest.path);
        total -= oldest.sizeBytes;
      }
    }

    private Path file(String key, String suffix) {
      return path.resolve(key + suffix);
    }

    private void publish(Path file, byte[] bytes) throws IOException {
      var copy = Files.createTempFile(path, "new", ".tmp");
      try {
        Files.write(copy, bytes);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(copy);
      }
    }

    @Override
    public String description() {
      return path.toString();
    }
  }

  /// The cache that the system property asks for; without it `$XDG_CACHE_HOME/strake`, else
  /// `~/.cache/strake`.
  static LibraryCache of(Map<String, String> environment, String property, String home) {
    if (property.equals("off")) {
      return new Disabled("switched off by -D" + PROPERTY);
    }
    if (!property.isEmpty()) {
      return open(Path.of(property));
    }
    var cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
    return open(
        cacheHome.startsWith("/")
            ? Path.of(cacheHome, "strake")
            : Path.of(home, ".cache", "strake"));
  }

  /// A cache in `directory`, which is made if it is missing.
  static LibraryCache open(Path directory) {
    var path = directory.toAbsolutePath();
    var onlyOwner = PosixFilePermissions.fromString("rwx------");
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(onlyOwner));
      }
      return isPrivate(path)
          ? new Directory(path)
          : new Disabled(path + " is not used: others own it or may write to it");
    } catch (IOException | UnsupportedOperationException failure) {
      return new Disabled(path + " can't be used: " + failure);
    }
  }

  private static boolean isPrivate(Path path) throws IOException {
    var permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    var others =
        Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || permissions.stream().anyMatch(others::contains)) {
      return false;
    }
    // Who we are is who owns what we make.
    var probe = Files.createTempFile(path, "owner", ".tmp");
    try {
      return Files.getOwner(path).equals(Files.getOwner(probe));
    } finally {
      Files.delete(probe);
    }
  }

  /// The key of something that these texts decide.
  static String key(List<String> parts) {
    var text = new StringBuilder();
    parts.forEach(part -> text.append(part.length()).append(' ').append(part));
    return digest(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("every JDK has SHA-256", failure);
    }
  }
}
