package dev.strake.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes wrong sources of right ones: changes of characters, tokens and lines, splices of two
/// sources, deep nesting, very long names and numbers. The source with a number is the same in
/// every run with the same seed.
final class SourceMutator {
  private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);

  private static final List<Pattern> ALIKE =
      List.of(
          Pattern.compile("[a-zA-Z_]\\w*"), Pattern.compile("\\d+"), Pattern.compile("[-+*/<>]"));

  private static final List<String> TOKENS =
      List.of(
          "kernel",
          "fn",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          ";",
          ",",
          ":",
          "=",
          "+=",
          "let",
          "var",
          "par",
          "seq",
          "for",
          "in",
          "while",
          "if",
          "else",
          "assert",
          "return",
          "as",
          "true",
          "inf",
          "scan",
          "scatter",
          "const",
          "test",
          "print",
          "oob",
          "import",
          "nan",
          "->",
          "..",
          ".",
          "@",
          "+",
          "-",
          "*",
          "/",
          "a",
          "b",
          "T",
          "n",
          "x",
          "f64",
          "i64",
          "f32",
          "bool",
          "12",
          "1.5",
          "0",
          "1",
          "-1",
          "\"s\"",
          "<",
          ">",
          "<<",
          ">>>",
          "==",
          "&&",
          "||",
          "!",
          "~",
          "|",
          "^",
          "&",
          "%",
          "inout",
          "where",
          "sum",
          "max",
          "dot",
          "complex64",
          "argmin",
          "count");

  /// Characters that editors, other languages and other systems leave in a text.
  private static final List<String> CHARACTERS =
      List.of(
          "\0",
          "\r",
          "\n",
          "\t",
          "\f",
          "\u00a0",
          "\u200b",
          "\u2028",
          "\ufeff",
          "\ufffd",
          "\u2212",
          "\u00e4",
          "\u03c0",
          "\ud83d\ude00",
          "\ud83d",
          "\udc00",
          "\u0301",
          "\u202e",
          "#",
          "$",
          "`",
          "'",
          "\"",
          "\\",
          "/*",
          "*/",
          "//",
          "///",
          "?",
          "0x",
          "1e999",
          "..=");

  private static final List<String> NESTING =
      List.of("(", "[", "{", "-", "!", "if a > 0 { ", "a[", "sum[j in 0..n] ", "abs(", "((", "x[x");

  private final long seed;
  private final List<String> seeds;

  SourceMutator(long seed, List<String> seeds) {
    this.seed = seed;
    this.seeds = List.copyOf(seeds);
  }

  /// The source with this number.
  String source(int number) {
    var random = new Random(seed * 1_000_003 + number);
    random.nextInt();
    var text = seeds.get(random.nextInt(seeds.size()));
    var changes = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(6);
    for (var change = 0; change < changes; change++) {
      text = changed(text, random);
    }
    return text;
  }

  private String changed(String text, Random random) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> changedCharacters(text, random);
      case 2, 3, 4 -> changedTokens(text, random);
      case 5, 6 -> changedAlike(text, random);
      case 7, 8, 9 -> changedLines(text, random);
      case 10, 11 -> withInsertion(text, other(random, 80), random);
      case 12 -> spliced(text, random);
      case 13 -> withInsertion(text, nesting(random), random);
      case 14 -> withInsertion(text, longPiece(random), random);
      default -> random.nextInt(4) == 0 ? withOtherLineEnds(text, random) : renamed(text, random);
    };
  }

  private static String changedCharacters(String text, Random random) {
    var at = random.nextInt(text.length() + 1);
    var to = Math.min(text.length(), at + random.nextInt(12));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, to) + text.substring(at);
      case 2 -> text.substring(0, at) + pick(CHARACTERS, random) + text.substring(at);
      default -> text.substring(0, at) + pick(CHARACTERS, random) + text.substring(to);
    };
  }

  private String changedTokens(String text, Random random) {
    var tokens = pieces(text, TOKEN);
    if (tokens.isEmpty()) {
      return pick(TOKENS, random);
    }
    var at = random.nextInt(tokens.size());
    switch (random.nextInt(6)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
      case 3 -> tokens.set(at, " " + pick(TOKENS, random) + " ");
      case 4 -> tokens.add(at, " " + pick(TOKENS, random) + " ");
      default -> tokens.set(at, pick(pieces(pick(seeds, random), TOKEN), random));
    }
    return String.join("", tokens);
  }

  /// A name becomes another name, a number another number, a sign another sign, so that more of the
  /// sources are read to their end.
  private static String changedAlike(String text, Random random) {
    var tokens = pieces(text, TOKEN);
    var at = random.nextInt(Math.max(1, tokens.size()));
    for (var alike : ALIKE) {
      if (at < tokens.size() && alike.matcher(tokens.get(at)).matches()) {
        var others = tokens.stream().filter(alike.asMatchPredicate()).toList();
        tokens.set(at, pick(others, random));
      }
    }
    return String.join("", tokens);
  }

  private String changedLines(String text, Random random) {
    var lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    var at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(at));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      default -> lines.add(at, pick(List.of(pick(seeds, random).split("(?<=\n)", -1)), random));
    }
    return String.join("", lines);
  }

  private String spliced(String text, Random random) {
    var second = pick(seeds, random);
    return text.substring(0, random.nextInt(text.length() + 1))
        + second.substring(random.nextInt(second.length() + 1));
  }

  private String other(Random random, int longest) {
    var source = pick(seeds, random);
    var from = random.nextInt(source.length() + 1);
    return source.substring(from, Math.min(source.length(), from + random.nextInt(longest)));
  }

  private static String withInsertion(String text, String piece, Random random) {
    var at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + piece + text.substring(at);
  }

  private static String nesting(Random random) {
    return pick(NESTING, random).repeat(random.nextInt(1, random.nextBoolean() ? 8 : 400));
  }

  private static String longPiece(Random random) {
    var length = random.nextInt(1, random.nextBoolean() ? 100 : 20_000);
    return switch (random.nextInt(6)) {
      case 0 -> "a".repeat(length);
      case 1 -> "9".repeat(length);
      case 2 -> " + a".repeat(length);
      case 3 -> ", x".repeat(length);
      case 4 -> "\"" + "s".repeat(length);
      default -> "\n".repeat(length);
    };
  }

  private static String withOtherLineEnds(String text, Random random) {
    return text.replace("\n", random.nextBoolean() ? "\r\n" : "\r");
  }

  /// One name becomes another one of the same source, everywhere.
  private static String renamed(String text, Random random) {
    var names = pieces(text, Pattern.compile("[a-zA-Z_]\\w*"));
    return names.isEmpty()
        ? text
        : text.replaceAll("\\b" + pick(names, random) + "\\b", pick(names, random));
  }

  private static List<String> pieces(String text, Pattern pattern) {
    return new ArrayList<>(pattern.matcher(text).results().map(MatchResult::group).toList());
  }

  private static String pick(List<String> all, Random random) {
    return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
  }
}
