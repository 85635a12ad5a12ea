package dev.strake.ir.fuzz;

import dev.strake.ir.ScalarType;
import dev.strake.ir.conformance.Arrangement;
import dev.strake.ir.text.ScalarText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Inputs as text, one line for each parameter:
///
/// ```
/// a scalar f64 0x1.8p0
/// x view f32 [2, 1] dense broadcast -1 : 0x0.0p0 nan
/// y result transposed
/// z same x
/// ```
final class InputText {
  private InputText() {}

  static String print(Map<String, FuzzInput> inputs) {
    return inputs.entrySet().stream()
        .map(input -> input.getKey() + " " + print(input.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String print(FuzzInput input) {
    return switch (input) {
      case FuzzInput.Scalar(var type, var bits) ->
          "scalar " + type + " " + ScalarText.print(type, bits);
      case FuzzInput.View(var type, var extents, var arrangement, var broadcast, var bits) ->
          "view %s %s %s broadcast %d : %s"
              .formatted(type, extents, arrangement, broadcast, elements(type, bits));
      case FuzzInput.Result(var arrangement) -> "result " + arrangement;
      case FuzzInput.Same(var parameter) -> "same " + parameter;
    };
  }

  private static String elements(ScalarType type, List<Long> bits) {
    return bits.stream()
        .map(one -> ScalarText.print(type.component(), one))
        .collect(Collectors.joining(" "));
  }

  /// @throws IllegalArgumentException if a line is not of that form
  static Map<String, FuzzInput> parse(String text) {
    Map<String, FuzzInput> inputs = new LinkedHashMap<>();
    for (var line : text.lines().filter(line -> !line.isBlank()).toList()) {
      var words = line.split(" ", 3);
      if (words.length < 3) {
        throw new IllegalArgumentException("not an input: " + line);
      }
      inputs.put(words[0], parse(words[1], words[2]));
    }
    return inputs;
  }

  private static FuzzInput parse(String kind, String rest) {
    return switch (kind) {
      case "scalar" -> {
        var words = rest.split(" ", 2);
        var type = type(words[0]);
        yield new FuzzInput.Scalar(type, bits(type, words[1]));
      }
      case "view" -> view(rest);
      case "result" -> new FuzzInput.Result(Arrangement.valueOf(rest));
      case "same" -> new FuzzInput.Same(rest);
      default -> throw new IllegalArgumentException("not a kind of input: " + kind);
    };
  }

  private static FuzzInput view(String rest) {
    var open = rest.indexOf('[');
    var close = rest.indexOf(']');
    var type = type(rest.substring(0, open).strip());
    var extents = numbers(rest.substring(open + 1, close));
    var colon = rest.indexOf(':', close);
    var words = rest.substring(close + 1, colon).strip().split(" ");
    var bits = new ArrayList<Long>();
    for (var word : rest.substring(colon + 1).strip().split(" ")) {
      if (!word.isEmpty()) {
        bits.add(bits(type, word));
      }
    }
    var arrangement = Arrangement.valueOf(words[0]);
    return new FuzzInput.View(type, extents, arrangement, Integer.parseInt(words[2]), bits);
  }

  /// A literal, or `bits(0x..)` for a NaN other than the canonical one.
  private static long bits(ScalarType type, String word) {
    return word.startsWith("bits(0x")
        ? Long.parseUnsignedLong(word.substring(7, word.length() - 1), 16)
        : ScalarText.parse(type.component(), word);
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  private static ScalarType type(String word) {
    return ScalarType.named(word)
        .orElseThrow(() -> new IllegalArgumentException("not a type: " + word));
  }
}
