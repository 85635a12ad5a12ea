package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
  @TempDir private Path folder;

  @Test
  void readsColoursAsRedGreenBlue() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x010203);
    image.setRGB(1, 0, 0xfffefd);
    check("[[[  1   2   3]\n  [255 254 253]]]", List.of(), image);
  }

  @Test
  void readsGreysAsTheyAreStored() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 100, 255});
    check("[[  0 100 255]]", List.of(), image);
  }

  @Test
  void leavesAlphaOutAndSaysSo() throws IOException {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80102030);
    check("[[[16 32 48]]]", List.of("FILE: its alpha channel is left out"), image);
  }

  @Test
  void readsPalettes() throws IOException {
    check("[[[16 32 48]]]", List.of(), palette(0x102030));
    check("[[16]]", List.of(), palette(0x101010));
  }

  private static BufferedImage palette(int rgb) {
    var colours = new IndexColorModel(8, 1, new int[] {rgb}, 0, false, -1, 0);
    return new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, colours);
  }

  @Test
  void cutsLongSamplesAndSaysSo() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {0x1234, 0xffff});
    check("[[ 18 255]]", List.of("FILE: its samples are cut to 8 bits"), image);
  }

  @Test
  void writesWhatItReads() throws IOException {
    for (var pixels :
        List.of(
            NDArray.fromArray(new byte[] {0, 127, -1, 3, 4, 5}, 2, 3),
            NDArray.fromArray(new byte[] {0, 127, -1, 3, 4, 5}, 1, 2, 3))) {
      var file = Files.write(folder.resolve("x.png"), Images.png(pixels));
      assertEquals(pixels.toString(), Images.read(file, _ -> {}).toString());
    }
  }

  @Test
  void readsPhotographs() {
    var image = Images.read(CommandRun.EXAMPLES.resolve("data/airplane.jpg"), _ -> {});
    assertEquals("uint8 array of shape (717, 1024, 3)", image.describe());
  }

  @Test
  void refusesBrokenFiles() throws IOException {
    var whole = Images.png(NDArray.fromArray(new byte[10_000], 100, 100));
    for (var length : List.of(0, 1, 8, 20, 33, 45, whole.length - 30)) {
      var file = folder.resolve("x.png");
      Files.write(file, Arrays.copyOf(whole, length));
      var refused = assertThrows(WrongInput.class, () -> Images.read(file, _ -> {}));
      assertTrue(refused.getMessage().startsWith(file + ": it "), refused.getMessage());
    }
  }

  @Test
  void refusesHugePictures() throws IOException {
    var bytes = Images.png(NDArray.fromArray(new byte[] {1}, 1, 1));
    // Width and height follow the 8 bytes of signature and 8 of the first chunk's head.
    for (var i = 16; i < 24; i++) {
      bytes[i] = (byte) (i == 16 || i == 20 ? 0x7f : 0xff);
    }
    var file = Files.write(folder.resolve("x.png"), bytes);
    var refused = assertThrows(WrongInput.class, () -> Images.read(file, _ -> {}));
    assertTrue(refused.getMessage().startsWith(file + ": it "), refused.getMessage());
  }

  private void check(String expected, List<String> notes, BufferedImage image) throws IOException {
    var file = folder.resolve("x.png");
    ImageIO.write(image, "png", file.toFile());
    var said = new ArrayList<String>();
    assertEquals(expected, Images.read(file, said::add).toString());
    assertEquals(notes, said.stream().map(note -> note.replace(file.toString(), "FILE")).toList());
  }
}
