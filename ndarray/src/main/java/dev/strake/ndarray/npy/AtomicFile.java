package dev.strake.ndarray.npy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
///
/// A failure, and the end of the process by a signal, remove the temporary file and leave an
/// existing file as it was.
public final class AtomicFile {
  private AtomicFile() {}

  /// What to write.
  @FunctionalInterface
  public interface Content {
    /// Writes everything from the channel's start on.
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Makes or replaces the file. A symbolic link stays one, and the file it names is replaced.
  ///
  /// @throws IOException if that fails: a sentence that names the file and the reason
  public static void write(Path file, Content content) throws IOException {
    make(
        file,
        (temporary, target) -> {
          try (var channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
            content.writeTo(channel);
          }
          Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /// Finds out whether [#write] can make the file, by making and removing its temporary file: for
  /// those who would compute for long before they write.
  ///
  /// @throws IOException if it can't: a sentence that names the file and the reason
  public static void requireWritable(Path file) throws IOException {
    make(file, (temporary, _) -> Files.createFile(temporary));
  }

  /// A step from a temporary file to the one wanted.
  private interface Making {
    void make(Path temporary, Path target) throws IOException;
  }

  private static void make(Path file, Making making) throws IOException {
    try {
      var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      refuseUnwritable(target);
      makeBeside(target, making);
    } catch (FileSystemException refused) {
      var reason = Optional.ofNullable(refused.getReason()).orElse("its folder refuses new files");
      throw failure(file, reason + "; name a file in another folder", refused);
    } catch (IOException failed) {
      throw failure(file, failed.getMessage(), failed);
    }
  }

  private static IOException failure(Path file, String reason, IOException cause) {
    return new IOException("cannot write %s: %s".formatted(file, reason), cause);
  }

  private static void refuseUnwritable(Path target) throws IOException {
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw new IOException("it is a folder; name a file");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException("there is no folder " + target.getParent() + "; make it first");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException("it is not a regular file; name another one");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IOException("it is write-protected; name another file");
    }
  }

  private static void makeBeside(Path target, Making making) throws IOException {
    var temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    Unfinished.FILES.add(temporary);
    try {
      making.make(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
      Unfinished.FILES.remove(temporary);
    }
  }

  /// The temporary files at work, removed if the process ends before they have their names.
  private static final class Unfinished {
    static final Set<Path> FILES = ConcurrentHashMap.newKeySet();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll));
    }

    private static void removeAll() {
      for (var file : FILES) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException left) {
          System.getLogger(AtomicFile.class.getName())
              .log(System.Logger.Level.WARNING, "left behind: " + file, left);
        }
      }
    }
  }
}
