package dev.strake.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words of a command line: plain ones, and `--name value` pairs.
record CommandLine(List<String> words, Map<String, String> values) {
  CommandLine {
    words = List.copyOf(words);
    values = Map.copyOf(values);
  }

  /// @param known the names of the options there are
  /// @throws IllegalArgumentException if a word is no option or lacks its value
  static CommandLine parse(List<String> all, List<String> known) {
    var words = new ArrayList<String>();
    var values = new HashMap<String, String>();
    for (var k = 0; k < all.size(); k++) {
      var word = all.get(k);
      if (!word.startsWith("--")) {
        words.add(word);
      } else if (!known.contains(word.substring(2)) || k + 1 == all.size()) {
        throw new IllegalArgumentException(
            word + " is no option or lacks its value; options: --" + String.join(" --", known));
      } else {
        values.put(word.substring(2), all.get(++k));
      }
    }
    return new CommandLine(words, values);
  }

  String value(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }
}
