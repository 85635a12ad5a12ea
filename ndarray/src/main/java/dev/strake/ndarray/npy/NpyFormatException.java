package dev.strake.ndarray.npy;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not a `.npy` file, or not one that can be read here. The message is one sentence that
/// names the file, what is wrong with it and a way out.
public final class NpyFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  NpyFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
