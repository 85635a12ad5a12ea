package dev.strake.ir.diag;

/// A line of source as a terminal shows it, and in which column each of its characters stands.
///
/// A tab goes to the next multiple of [#TAB], wide characters (Unicode's East Asian Width, emoji)
/// take two columns, combining ones none. Characters that would move or recolour what is on the
/// terminal are shown as U+FFFD. Of a long line only the characters around the mark are shown.
final class ShownLine {
  static final int TAB = 4;

  /// Characters shown at most, and how many of them before the mark.
  private static final int LONGEST = 120;

  private static final int BEFORE = 40;
  private static final String CUT = "...";

  private final String text;
  private final int start;
  private final int[] columns;

  private ShownLine(String text, int start, int[] columns) {
    this.text = text;
    this.start = start;
    this.columns = columns;
  }

  static boolean isLong(String line) {
    return line.length() > LONGEST;
  }

  /// The line, or its part around the character with index `mark`.
  static ShownLine around(String line, int mark) {
    if (!isLong(line)) {
      return shown(line, 0, line.length());
    }
    var start = Math.clamp(mark - BEFORE, 0, line.length() - LONGEST);
    var end = start + LONGEST;
    return shown(line, start - (isInsidePair(line, start) ? 1 : 0), end);
  }

  private static boolean isInsidePair(String line, int index) {
    return index > 0 && Character.isSurrogatePair(line.charAt(index - 1), line.charAt(index));
  }

  private static ShownLine shown(String line, int start, int end) {
    var out = new StringBuilder(start > 0 ? CUT : "");
    var columns = new int[end - start + 1];
    var column = out.length();
    for (var i = start; i < end; ) {
      var character = line.codePointAt(i);
      var units = Math.min(Character.charCount(character), end - i);
      columns[i - start] = column;
      if (units == 2) {
        columns[i - start + 1] = column;
      }
      column = append(out, character, column);
      i += units;
    }
    columns[end - start] = column;
    return new ShownLine(out + (end < line.length() ? CUT : ""), start, columns);
  }

  /// Returns the column after the character.
  private static int append(StringBuilder out, int character, int column) {
    if (character == '\t') {
      var width = TAB - column % TAB;
      out.repeat(' ', width);
      return column + width;
    }
    out.appendCodePoint(visible(character));
    return column + width(character);
  }

  private static int visible(int character) {
    return switch ((byte) Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          0xFFFD;
      default -> character;
    };
  }

  private static int width(int character) {
    return switch ((byte) Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  /// The blocks of Unicode 16 whose characters are wide, without the few exceptions in them.
  private static boolean isWide(int character) {
    return character >= 0x1100
        && (character <= 0x115F
            || between(character, 0x2E80, 0x303E)
            || between(character, 0x3041, 0xA4CF)
            || between(character, 0xAC00, 0xD7A3)
            || between(character, 0xF900, 0xFAFF)
            || between(character, 0xFE30, 0xFE6F)
            || between(character, 0xFF00, 0xFF60)
            || between(character, 0xFFE0, 0xFFE6)
            || between(character, 0x1F300, 0x1F64F)
            || between(character, 0x1F680, 0x1F6FF)
            || between(character, 0x1F900, 0x1FAFF)
            || between(character, 0x20000, 0x3FFFD));
  }

  private static boolean between(int character, int first, int last) {
    return character >= first && character <= last;
  }

  /// The text of messages: as lines of source are shown, but with their line breaks.
  static String visible(String message) {
    var out = new StringBuilder(message.length());
    message
        .codePoints()
        .forEach(character -> out.appendCodePoint(character == '\n' ? '\n' : visible(character)));
    return out.toString();
  }

  String text() {
    return text;
  }

  /// The column, from 0, of the character with this index in the line; that of the nearest one
  /// shown if it is cut off.
  int column(int index) {
    return columns[Math.clamp(index - (long) start, 0, columns.length - 1)];
  }
}
