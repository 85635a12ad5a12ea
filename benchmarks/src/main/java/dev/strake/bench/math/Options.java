package dev.strake.bench.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the command line asks for: names of functions, and `--name value` pairs.
record Options(List<String> names, Map<String, String> values) {
  private static final List<String> KNOWN =
      List.of("type", "points", "seed", "backend", "threads", "pin");

  Options {
    names = List.copyOf(names);
    values = Map.copyOf(values);
  }

  static Options parse(List<String> words) {
    var names = new ArrayList<String>();
    var values = new HashMap<String, String>();
    for (var k = 0; k < words.size(); k++) {
      var word = words.get(k);
      if (!word.startsWith("--")) {
        names.add(word);
      } else if (!KNOWN.contains(word.substring(2)) || k + 1 == words.size()) {
        throw new IllegalArgumentException(
            word + " is no option or lacks its value; options: --" + String.join(" --", KNOWN));
      } else {
        values.put(word.substring(2), words.get(++k));
      }
    }
    return new Options(names, values);
  }

  String value(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /// The functions of these names and types; all if none is named.
  ///
  /// @throws IllegalArgumentException if a name is unknown
  List<MathFunction> functions() {
    var all = MathFunction.all();
    for (var name : names) {
      if (all.stream().noneMatch(function -> function.name().equals(name))) {
        throw new IllegalArgumentException(
            "std.math has no function "
                + name
                + "; it has "
                + String.join(", ", all.stream().map(MathFunction::name).distinct().toList()));
      }
    }
    return all.stream()
        .filter(function -> names.isEmpty() || names.contains(function.name()))
        .filter(
            function ->
                !values.containsKey("type")
                    || function.type().mnemonic().equals(values.get("type")))
        .toList();
  }
}
