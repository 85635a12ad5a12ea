package dev.strake.ir.ranges;

import dev.strake.ir.Program;
import dev.strake.ir.text.IrParser;
import java.util.HashMap;
import java.util.regex.Pattern;

/// The text form with words for values, `%row` instead of `%7`, so that tests can be read.
final class NamedIr {
  private static final Pattern NAME = Pattern.compile("%([A-Za-z]\\w*)");

  private NamedIr() {}

  static Program parse(String text) {
    return IrParser.parse(numbered(text));
  }

  private static String numbered(String text) {
    var numbers = new HashMap<String, Integer>();
    return NAME.matcher(text)
        .replaceAll(name -> "%" + numbers.computeIfAbsent(name.group(1), _ -> numbers.size()));
  }
}
