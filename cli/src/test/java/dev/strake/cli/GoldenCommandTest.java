package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeProgram() throws IOException {
    Files.createDirectory(folder.resolve("golden"));
    Files.writeString(
        folder.resolve("twice.strake"),
        "kernel twice(x: f64[n]) -> y: f64[n] { par for i in 0..n { y[i] = x[i] + x[i]; } }");
    NpyFile.write(folder.resolve("golden/x.npy"), NDArray.of(1.0, Double.NaN, 3.0));
    NpyFile.write(folder.resolve("golden/right.npy"), NDArray.of(2.0, Double.NaN, 6.0));
    NpyFile.write(folder.resolve("golden/near.npy"), NDArray.of(2.0, Double.NaN, 8.0));
  }

  private CommandRun check(String expected, String check) throws IOException {
    Files.writeString(
        folder.resolve("golden/manifest.json"),
        """
        {"benchmarks": {"twice": {"cases": {"ref": {
          "scalars": {},
          "inputs": [{"name": "x", "file": "x.npy"}],
          "outputs": [{"name": "ret0", "file": "%s", "check": %s}]}}}}}
        """
            .formatted(expected, check));
    return CommandRun.of("golden", folder, "--backend", "scalar");
  }

  private void says(int exitCode, String row, CommandRun run) {
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(run.out().lines().toList().getLast().matches(row), run.out());
  }

  @Test
  void comparesResultsWithWhatTheyMustBe() throws IOException {
    says(0, "twice +scalar .* 0.0e\\+00  passed +yes", check("right.npy", "{\"kind\": \"exact\"}"));
    says(1, "twice +scalar .* 3.3e-01  FAILED +yes", check("near.npy", "{\"kind\": \"exact\"}"));
    var close = "{\"kind\": \"allclose\", \"rtol\": 0.5, \"atol\": 0, \"equal_nan\": %s}";
    says(0, "twice +scalar .* 2.5e-01  passed +yes", check("near.npy", close.formatted("true")));
    says(1, "twice +scalar .* FAILED +yes", check("near.npy", close.formatted("false")));
    var mostly = "{\"kind\": \"mismatch_frac\", \"frac\": %s}";
    says(0, "twice +scalar .* 3.3e-01  passed +yes", check("near.npy", mostly.formatted("0.34")));
    says(1, "twice +scalar .* FAILED +yes", check("near.npy", mostly.formatted("0.33")));
  }

  @Test
  void saysWhatIsWrongWithTheManifest() throws IOException {
    var manifest = folder.resolve("golden/manifest.json");
    var wrong = check("right.npy", "{\"kind\": \"nearly\"}");
    assertEquals(
        "strake: %s: there is no check 'nearly'; write exact or allclose\n".formatted(manifest),
        wrong.err());
    Files.writeString(manifest, "{\"benchmarks\":\n 12 true");
    var broken = CommandRun.of("golden", folder);
    assertEquals(
        "strake: %s: it is no JSON: Unterminated object at line 2 column 6 path $.benchmarks\n"
            .formatted(manifest),
        broken.err());
  }

  @Test
  void knowsThePrograms() throws IOException {
    check("right.npy", "{\"kind\": \"exact\"}");
    var unknown = CommandRun.of("golden", folder, "twise");
    assertEquals("strake: the manifest has no program twise; did you mean twice?\n", unknown.err());
  }
}
