package dev.strake.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Something the user gave can't be used: a missing file, a name that isn't there, an output that
/// can't be written. The message names the thing and the way out in one sentence.
final class WrongInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongInput(String message) {
    super(message);
  }

  WrongInput(String message, Throwable cause) {
    super(message, cause);
  }

  /// The path a user wrote.
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new WrongInput(
          "%s can't be the name of a file here: %s; rename the file, or set LC_ALL=C.UTF-8"
              .formatted(text, invalid.getReason()),
          invalid);
    }
  }
}
