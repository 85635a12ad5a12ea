import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Runs google-java-format over every Java source file below the working directory. `check` names
/// the files that are not formatted and fails; `apply` rewrites them. The build starts this program
/// on the JDK it compiles with, because the formatter reads Java with the parser of its own JVM.
void main(String[] arguments) throws IOException {
  var mode = arguments.length == 1 ? arguments[0] : "";
  var options = new ArrayList<String>();
  switch (mode) {
    case "check" -> options.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    case "apply" -> options.add("--replace");
    default -> throw new IllegalArgumentException("expected check or apply, got: " + mode);
  }
  options.addAll(sources());
  var output = new StringWriter();
  var formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
  var status =
      formatter.run(
          new PrintWriter(output, true),
          new PrintWriter(System.err, true),
          options.toArray(String[]::new));
  if (status != 0) {
    System.err.println("These files are not formatted, or can't be read as Java (see above):");
    output.toString().lines().map(file -> "  " + file).forEach(System.err::println);
    System.err.println("To format the whole tree: mvn -q -N -Pformat process-sources");
  }
  System.exit(status);
}

List<String> sources() throws IOException {
  try (var files = Files.walk(Path.of(""))) {
    return files
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !isGenerated(file))
        .map(Path::toString)
        .sorted()
        .toList();
  }
}

boolean isGenerated(Path file) {
  for (var name : file) {
    if (name.toString().equals("target")) {
      return true;
    }
  }
  return false;
}
