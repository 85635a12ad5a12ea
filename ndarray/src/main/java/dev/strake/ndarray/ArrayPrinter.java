package dev.strake.ndarray;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/// Prints arrays as NumPy does: columns aligned, lines at most 75 characters wide, and of more than
/// 1,000 elements only the three outer ones along each axis, so that the others are never read.
final class ArrayPrinter {
  private static final int LINE_WIDTH = 75;
  private static final long SUMMARIZED_ABOVE = 1000;
  private static final int EDGE_ITEMS = 3;
  private static final String GAP = "...";

  /// Stands among indices for those that are left out.
  private static final long LEFT_OUT = -1;

  private final List<long[]> shown;
  private final Iterator<String> words;

  /// @param shown per axis the indices to print
  /// @param words the texts of the shown elements in row-major order
  private ArrayPrinter(List<long[]> shown, Iterator<String> words) {
    this.shown = shown;
    this.words = words;
  }

  static String print(NDArray array) {
    if (array.count() == 0) {
      return "[]";
    }
    var shown = new ArrayList<long[]>();
    for (long size : array.shape().sizes()) {
      shown.add(shownIndices(size, array.count() > SUMMARIZED_ABOVE));
    }
    var indices = new ArrayList<long[]>();
    collect(shown, new long[shown.size()], 0, indices);
    var words = ElementText.words(array, indices);
    return new ArrayPrinter(shown, words.iterator()).block(0, " ", LINE_WIDTH);
  }

  private static long[] shownIndices(long size, boolean summarized) {
    if (!summarized || size <= 2 * EDGE_ITEMS) {
      return LongStream.range(0, size).toArray();
    }
    var last = LongStream.range(size - EDGE_ITEMS, size);
    var gapAndLast = LongStream.concat(LongStream.of(LEFT_OUT), last);
    return LongStream.concat(LongStream.range(0, EDGE_ITEMS), gapAndLast).toArray();
  }

  /// Adds every combination of shown indices, in row-major order.
  private static void collect(List<long[]> shown, long[] index, int axis, List<long[]> indices) {
    if (axis == shown.size()) {
      indices.add(index.clone());
      return;
    }
    for (long i : shown.get(axis)) {
      if (i != LEFT_OUT) {
        index[axis] = i;
        collect(shown, index, axis + 1, indices);
      }
    }
  }

  /// The text of what lies under an axis.
  ///
  /// @param indent what later lines start with
  /// @param width how long a line may be
  private String block(int axis, String indent, int width) {
    int axesLeft = shown.size() - axis;
    return switch (axesLeft) {
      case 0 -> words.next();
      case 1 -> row(shown.get(axis), indent, width - 1);
      default -> rows(axis, indent, width);
    };
  }

  private String rows(int axis, String indent, int width) {
    String separator = "\n".repeat(shown.size() - axis - 1) + indent;
    var text = new StringJoiner(separator, "[", "]");
    for (long i : shown.get(axis)) {
      text.add(i == LEFT_OUT ? GAP : block(axis + 1, indent + " ", width - 1));
    }
    return text.toString();
  }

  private String row(long[] indices, String indent, int width) {
    var text = new StringBuilder();
    var line = new StringBuilder(indent);
    for (long i : indices) {
      String word = i == LEFT_OUT ? GAP : words.next();
      boolean isFirst = line.length() <= indent.length();
      if (!isFirst && line.length() + word.length() > width) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(indent.length());
      }
      line.append(word).append(' ');
    }
    line.setLength(line.length() - 1);
    text.append(line);
    return "[" + text.substring(indent.length()) + "]";
  }
}
