package dev.strake.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A Python program that answers each line with a line, on one thread. The first line it writes is
/// the version of its NumPy.
public final class PythonProcess implements AutoCloseable {
  /// The variables by which the libraries under NumPy learn how many threads to use.
  private static final List<String> THREADS =
      List.of("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS");

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final String version;

  private PythonProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.version = readAnswer();
  }

  /// Starts a script.
  ///
  /// @throws IOException if there is no `python3` that has NumPy
  public static PythonProcess start(Path script) throws IOException {
    return start(List.of("python3", "-B", script.toString()));
  }

  /// Starts a program given as text.
  ///
  /// @throws IOException if there is no `python3` that has NumPy
  public static PythonProcess start(String program) throws IOException {
    return start(List.of("python3", "-c", program));
  }

  private static PythonProcess start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    THREADS.forEach(variable -> builder.environment().put(variable, "1"));
    return new PythonProcess(builder.redirectError(Redirect.DISCARD).start());
  }

  public String version() {
    return version;
  }

  /// @throws UncheckedIOException if the program ends instead of answering
  public String ask(String question) {
    questions.println(question);
    try {
      return readAnswer();
    } catch (IOException failure) {
      throw new UncheckedIOException(question + ": " + failure.getMessage(), failure);
    }
  }

  private String readAnswer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("python3 with NumPy did not start, or has ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
