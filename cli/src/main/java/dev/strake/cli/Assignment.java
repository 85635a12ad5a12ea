package dev.strake.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A word `name=value` of a command line.
record Assignment(String name, String value) {

  /// @throws TypeConversionException if the word is another one, which is an error of usage
  static Assignment parse(String word) {
    var sign = word.indexOf('=');
    if (sign < 1 || sign == word.length() - 1) {
      throw new TypeConversionException("'" + word + "' is not of the form name=value");
    }
    return new Assignment(word.substring(0, sign), word.substring(sign + 1));
  }

  /// For picocli.
  static final class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String word) {
      return parse(word);
    }
  }
}
