package dev.strake.ndarray.npy;

import dev.strake.ndarray.NDArray;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes arrays as `.npy` files.
///
/// Format: NumPy Enhancement Proposal 1 and `numpy.lib.format`. Every exception's message is a
/// sentence that names the file, what is wrong and a way out.
public final class NpyFile {
  private NpyFile() {}

  /// Reads a file of version 1.0, 2.0 or 3.0, little- or big-endian, in row-major (C) or
  /// column-major (Fortran) order; the latter gives a transposed view. Bytes other than 0 are
  /// `true`.
  ///
  /// Files are not trusted: nothing in them is executed, and memory is only allocated for as many
  /// elements as the file really holds.
  ///
  /// @throws NpyFormatException if it is not such a file, is cut off or has bytes left over, or
  ///   holds a dtype that is not supported
  /// @throws IOException if it cannot be read
  public static NDArray read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + ": there is no such file; check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": it is not a regular file; name a .npy file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": it must not be read; change its permissions");
    }
    try (var channel = FileChannel.open(file)) {
      return new NpyReader(file, channel).read();
    }
  }

  /// Writes version 1.0, little-endian, in row-major order, with the one canonical NaN of each
  /// type, so that equal arrays give equal files. The file appears whole or not at all, and
  /// replaces an older one.
  ///
  /// @throws IOException if it cannot be written
  public static void write(Path file, NDArray array) throws IOException {
    var elements = array.contiguous();
    try {
      AtomicFile.write(file, channel -> NpyWriter.write(channel, elements));
    } finally {
      if (!array.isContiguous()) {
        elements.close();
      }
    }
  }
}
