package dev.strake.ir.binary;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Rows of one kind with a code and a word for each. Decoding is derived from encoding.
final class Family<T> {
  private final String name;
  private final List<T> rows;
  private final ToIntFunction<T> codes;
  private final Function<T, String> words;
  private final Map<Long, T> byCode;

  private Family(String name, List<T> rows, ToIntFunction<T> codes, Function<T, String> words) {
    this.name = name;
    this.rows = List.copyOf(rows);
    this.codes = codes;
    this.words = words;
    this.byCode =
        rows.stream().collect(Collectors.toMap(row -> (long) codes.applyAsInt(row), row -> row));
  }

  /// @throws IllegalStateException if two rows have one code
  static <T> Family<T> of(
      String name, T[] rows, ToIntFunction<T> codes, Function<T, String> words) {
    return new Family<>(name, Arrays.asList(rows), codes, words);
  }

  /// What its rows are, in messages and in the table of IR.md.
  String name() {
    return name;
  }

  List<T> rows() {
    return rows;
  }

  int code(T row) {
    return codes.applyAsInt(row);
  }

  /// The name of a row in the text form, or near it.
  String word(T row) {
    return words.apply(row);
  }

  Optional<T> row(long code) {
    return Optional.ofNullable(byCode.get(code));
  }
}
