package dev.strake.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.strake.cli.GoldenCase.GoldenOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `manifest.json`, which lists programs, the data they run on and the results they must have
/// (`examples/npbench/golden/README.md`).
final class GoldenManifest {
  private final Path folder;

  private GoldenManifest(Path folder) {
    this.folder = folder;
  }

  /// All cases in the order of the manifest.
  ///
  /// @param folder of the manifest and its data
  /// @throws WrongInput if there is no manifest, or something is missing in it
  static List<GoldenCase> read(Path folder) {
    var file = folder.resolve("manifest.json");
    try {
      return new GoldenManifest(folder).cases(Json.read(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new WrongInput(file + ": it can't be read; name the folder of a manifest", unreadable);
    } catch (WrongInput wrong) {
      throw new WrongInput(file + ": " + wrong.getMessage(), wrong);
    }
  }

  private List<GoldenCase> cases(JsonElement manifest) {
    var found = new ArrayList<GoldenCase>();
    members(member(manifest, "benchmarks"))
        .forEach(
            (program, benchmark) ->
                members(member(benchmark, "cases"))
                    .forEach((name, entry) -> found.add(goldenCase(program, name, entry))));
    return found;
  }

  private GoldenCase goldenCase(String program, String name, JsonElement entry) {
    var scalars = members(member(entry, "scalars"));
    var arguments = new ArrayList<Assignment>();
    scalars.forEach(
        (scalar, value) -> arguments.add(new Assignment(scalar, number(member(value, "value")))));
    for (var input : items(member(entry, "inputs"))) {
      var path = folder.resolve(text(input, "file")).toString();
      arguments.add(new Assignment(text(input, "name"), path));
    }
    var outputs = items(member(entry, "outputs")).stream().map(this::output).toList();
    return new GoldenCase(program, name, arguments, outputs);
  }

  private GoldenOutput output(JsonElement output) {
    return new GoldenOutput(
        text(output, "name"), folder.resolve(text(output, "file")), check(member(output, "check")));
  }

  private static GoldenCheck check(JsonElement check) {
    return switch (text(check, "kind")) {
      case "exact" -> new GoldenCheck.Exact();
      case "allclose" ->
          new GoldenCheck.AllClose(
              real(check, "rtol"),
              real(check, "atol"),
              new JsonPrimitive(true).equals(members(check).get("equal_nan")));
      case "mismatch_frac" ->
          new GoldenCheck.MostlyClose(
              real(check, "frac"),
              members(check).containsKey("rtol") ? real(check, "rtol") : 0,
              members(check).containsKey("atol") ? real(check, "atol") : 0);
      case String other ->
          throw new WrongInput("there is no check '%s'; write exact or allclose".formatted(other));
    };
  }

  private static JsonElement member(JsonElement value, String name) {
    var members = members(value);
    if (!members.containsKey(name)) {
      throw new WrongInput("'%s' is missing in %s".formatted(name, abbreviated(value)));
    }
    return members.get(name);
  }

  private static Map<String, JsonElement> members(JsonElement value) {
    if (value instanceof JsonObject object) {
      return object.asMap();
    }
    throw new WrongInput("expected an object, got " + abbreviated(value));
  }

  private static List<JsonElement> items(JsonElement value) {
    if (value instanceof JsonArray array) {
      return array.asList();
    }
    throw new WrongInput("expected an array, got " + abbreviated(value));
  }

  private static String text(JsonElement value, String name) {
    if (member(value, name) instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw new WrongInput("'%s' is no text in %s".formatted(name, abbreviated(value)));
  }

  private static double real(JsonElement value, String name) {
    return Double.parseDouble(number(member(value, name)));
  }

  /// A number as it is written.
  private static String number(JsonElement value) {
    if (value instanceof JsonPrimitive number && number.isNumber()) {
      return number.getAsString();
    }
    throw new WrongInput("expected a number, got " + abbreviated(value));
  }

  private static String abbreviated(JsonElement value) {
    var text = Json.line(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
