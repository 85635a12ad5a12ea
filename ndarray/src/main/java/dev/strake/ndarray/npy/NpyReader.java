package dev.strake.ndarray.npy;

import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.storage.Elements;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Reads one `.npy` file; nothing is allocated before the file's size agrees with it.
final class NpyReader {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

  /// No array of a supported dtype needs more than a few hundred.
  private static final long MAX_HEADER_BYTES = 1L << 20;

  /// Small enough to stay in cache between reading and converting.
  private static final long BLOCK_BYTES = 1L << 20;

  private final Path file;
  private final FileChannel channel;

  NpyReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  NDArray read() throws IOException {
    var header = header();
    long dataBytes = channel.size() - channel.position();
    refuseOtherSize(header, dataBytes);
    // Elements in column-major order are those of the transposed array in row-major order.
    return switch (header.elementOrder()) {
      case ROW_MAJOR -> data(header, header.shape());
      case COLUMN_MAJOR -> data(header, reversed(header.shape())).transpose();
    };
  }

  private NpyHeader header() throws IOException {
    byte[] start = readBytes(MAGIC.length + 2, "it is too short for a .npy file");
    if (!startsWith(start, MAGIC)) {
      throw new NpyFormatException(file, notNpy(start));
    }
    int major = start[MAGIC.length];
    int minor = start[MAGIC.length + 1];
    if (major < 1 || major > 3 || minor != 0) {
      throw new NpyFormatException(
          file,
          "it has the format version %d.%d, but only 1.0, 2.0 and 3.0 are read; save it again"
              .formatted(major & 0xff, minor & 0xff));
    }
    int lengthBytes = major == 1 ? 2 : 4;
    byte[] length = readBytes(lengthBytes, "it ends before its header");
    byte[] header = readBytes(headerBytes(length), "it ends within its header");
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return NpyHeader.parse(file, new String(header, charset));
  }

  private static String notNpy(byte[] start) {
    return startsWith(start, ZIP_MAGIC)
        ? "it is a zip or .npz archive, not a .npy file; unpack it and name a file from it"
        : "it is not a .npy file: it does not start with \\x93NUMPY; make one with numpy.save";
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /// Little-endian and unsigned, checked against what is left of the file.
  private int headerBytes(byte[] length) throws IOException {
    long headerBytes = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      headerBytes = headerBytes << 8 | (length[i] & 0xff);
    }
    long left = channel.size() - channel.position();
    if (headerBytes > left || headerBytes > MAX_HEADER_BYTES) {
      throw new NpyFormatException(
          file,
          "it claims a header of %d bytes, but %d bytes are left and at most %d are accepted; "
                  .formatted(headerBytes, left, MAX_HEADER_BYTES)
              + "copy or save it again");
    }
    return (int) headerBytes;
  }

  private byte[] readBytes(int count, String problem) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    readFully(bytes, problem);
    return bytes.array();
  }

  private void readFully(ByteBuffer target, String problem) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new NpyFormatException(file, problem + "; copy or save it again");
      }
    }
  }

  private static Shape reversed(Shape shape) {
    return Shape.of(
        IntStream.rangeClosed(1, shape.rank()).mapToLong(last -> shape.size(-last)).toArray());
  }

  private void refuseOtherSize(NpyHeader header, long dataBytes) throws NpyFormatException {
    long elementBytes = header.dtype().sizeBytes();
    long count = header.shape().count();
    if (count <= dataBytes / elementBytes && count * elementBytes == dataBytes) {
      return;
    }
    String relation = count > dataBytes / elementBytes ? "only " : "";
    throw new NpyFormatException(
        file,
        "its header promises %s and shape %s, %d elements of %d bytes, but %s%d bytes follow;"
                .formatted(header.dtype(), header.shape(), count, elementBytes, relation, dataBytes)
            + " copy or save it again");
  }

  private NDArray data(NpyHeader header, Shape shape) throws IOException {
    var array = Creation.empty(header.dtype(), shape);
    try (var arena = Arena.ofConfined()) {
      fill(array.segment(arena), header);
      return array;
    } catch (IOException | RuntimeException failure) {
      array.close();
      throw failure;
    }
  }

  private void fill(MemorySegment target, NpyHeader header) throws IOException {
    int componentBytes = header.dtype().component().sizeBytes();
    for (long done = 0; done < target.byteSize(); done += BLOCK_BYTES) {
      var block = target.asSlice(done, Math.min(BLOCK_BYTES, target.byteSize() - done));
      readFully(block.asByteBuffer(), "it was cut off while it was read");
      if (header.byteOrder() != ByteOrder.nativeOrder()) {
        Elements.swapBytes(block, componentBytes);
      }
      if (header.dtype() == DType.BOOL) {
        Elements.normalizeBooleans(block);
      }
    }
  }
}
