package dev.strake.cli;

import dev.strake.ndarray.NDArray;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Photographs as arrays: grey ones are u8 `[h, w]`, coloured ones u8 `[h, w, 3]` with red, green,
/// blue in sRGB. An alpha channel is left out, and 16 bits are cut to 8; both are said.
final class Images {
  /// More does not fit into a Java array with its colours.
  private static final long MAX_PIXELS = 1L << 29;

  private Images() {}

  /// Reads a JPEG or PNG file.
  ///
  /// @param notes what got lost
  /// @throws WrongInput if there is no such file, or it can't be decoded
  static NDArray read(Path file, Consumer<String> notes) {
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(
          file
              + (Files.exists(file) ? ": it is not a regular file" : ": there is no such file")
              + "; check the path");
    }
    var image = decode(file);
    if (image.getColorModel().hasAlpha()) {
      notes.accept(file + ": its alpha channel is left out");
    }
    if (IntStream.of(image.getSampleModel().getSampleSize()).anyMatch(bits -> bits > 8)) {
      notes.accept(file + ": its samples are cut to 8 bits");
    }
    return isGrey(image) ? grey(image) : colour(image);
  }

  private static BufferedImage decode(Path file) {
    ImageIO.setUseCache(false);
    try (var stream = ImageIO.createImageInputStream(file.toFile())) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new WrongInput(
            file + ": it is not an image in JPEG or PNG format; convert it to PNG");
      }
      return decode(file, stream, readers.next());
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      // The decoders of the JDK tell of broken files by all of these.
      throw new WrongInput(
          "%s: it can't be decoded (%s); copy it again, or convert it to PNG"
              .formatted(file, broken.getMessage()),
          broken);
    }
  }

  private static BufferedImage decode(Path file, ImageInputStream stream, ImageReader reader)
      throws IOException {
    try {
      reader.setInput(stream, true, true);
      var pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAX_PIXELS) {
        throw new WrongInput(
            "%s: it has %d pixels, more than 2^29; cut it into smaller ones"
                .formatted(file, pixels));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static boolean isGrey(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return IntStream.range(0, palette.getMapSize())
          .map(palette::getRGB)
          .allMatch(rgb -> red(rgb) == green(rgb) && green(rgb) == blue(rgb));
    }
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private static NDArray grey(BufferedImage image) {
    var width = image.getWidth();
    var height = image.getHeight();
    var values = new byte[width * height];
    var isPalette = image.getColorModel() instanceof IndexColorModel;
    var raster = image.getRaster();
    var bits = raster.getSampleModel().getSampleSize(0);
    for (var y = 0; y < height; y++) {
      for (var x = 0; x < width; x++) {
        // The grey of the file: BufferedImage's own conversion would change its gamma.
        values[y * width + x] =
            (byte) (isPalette ? red(image.getRGB(x, y)) : raster.getSample(x, y, 0) >> (bits - 8));
      }
    }
    return NDArray.fromArray(values, height, width);
  }

  private static NDArray colour(BufferedImage image) {
    var width = image.getWidth();
    var height = image.getHeight();
    var values = new byte[Math.multiplyExact(width * height, 3)];
    var row = new int[width];
    var next = 0;
    for (var y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (var rgb : row) {
        values[next++] = (byte) red(rgb);
        values[next++] = (byte) green(rgb);
        values[next++] = (byte) blue(rgb);
      }
    }
    return NDArray.fromArray(values, height, width, 3);
  }

  private static int red(int rgb) {
    return rgb >> 16 & 0xff;
  }

  private static int green(int rgb) {
    return rgb >> 8 & 0xff;
  }

  private static int blue(int rgb) {
    return rgb & 0xff;
  }

  /// The PNG file of a u8 array `[h, w]` or `[h, w, 3]`, neither of them 0.
  static byte[] png(NDArray array) throws IOException {
    var height = Math.toIntExact(array.shape().size(0));
    var width = Math.toIntExact(array.shape().size(1));
    var isGrey = array.rank() == 2;
    var image =
        new BufferedImage(
            width, height, isGrey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    var values = array.toByteArray();
    if (image.getRaster().getDataBuffer() instanceof DataBufferByte pixels) {
      var target = pixels.getData();
      for (var i = 0; i < values.length; i++) {
        target[isGrey ? i : i + 2 - 2 * (i % 3)] = values[i];
      }
    }
    var file = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }
}
