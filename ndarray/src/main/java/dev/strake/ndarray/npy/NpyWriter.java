package dev.strake.ndarray.npy;

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
import java.nio.charset.StandardCharsets;

/// Writes one `.npy` file of version 1.0, byte for byte as NumPy does.
final class NpyWriter {
  /// The data starts at a multiple of this.
  private static final int ALIGNMENT_BYTES = 64;

  /// NumPy leaves room for the first size to grow to this many digits.
  private static final int GROWTH_DIGITS = 21;

  private static final long BLOCK_BYTES = 1L << 20;

  private NpyWriter() {}

  /// @param array in row-major order
  static void write(FileChannel channel, NDArray array) throws IOException {
    writeFully(channel, header(array.dtype(), array.shape()));
    try (var arena = Arena.ofConfined()) {
      var elements = array.segment(arena);
      var scratch = arena.allocate(Math.min(BLOCK_BYTES, elements.byteSize()), 8);
      for (long done = 0; done < elements.byteSize(); done += BLOCK_BYTES) {
        long sizeBytes = Math.min(BLOCK_BYTES, elements.byteSize() - done);
        var block = scratch.asSlice(0, sizeBytes).copyFrom(elements.asSlice(done, sizeBytes));
        makePortable(block, array.dtype());
        writeFully(channel, block.asByteBuffer());
      }
    }
  }

  /// Which NaN an operation yields differs between processors, but files must not.
  private static void makePortable(MemorySegment block, DType dtype) {
    var componentBytes = dtype.component().sizeBytes();
    switch (dtype.kind()) {
      case BOOLEAN, INTEGER -> {}
      case FLOATING, COMPLEX -> Elements.canonicalizeNaNs(block, componentBytes);
    }
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      Elements.swapBytes(block, componentBytes);
    }
  }

  private static ByteBuffer header(DType dtype, Shape shape) {
    var descr =
        dtype
            .npyDescr()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        ".npy files have no " + dtype + "; save the array as float32"));
    var text =
        new StringBuilder(
            "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape));
    if (shape.rank() > 0) {
      text.repeat(' ', GROWTH_DIGITS - Long.toString(shape.size(0)).length());
    }
    int preambleBytes = NpyReader.MAGIC.length + 4;
    int unpadded = preambleBytes + text.length() + 1;
    text.repeat(' ', ALIGNMENT_BYTES - unpadded % ALIGNMENT_BYTES).append('\n');
    return ByteBuffer.allocate(preambleBytes + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyReader.MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length())
        .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
        .flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
