package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A program as written with one kernel, and what that is run on. `seed` made it.
///
/// The parallel loops of a case that says `RACES` are dependent on purpose: it is for the prover to
/// refuse, and never run.
public record FuzzCase(
    long seed, Program program, Map<String, FuzzInput> inputs, Independence independence) {
  /// What the generator knows of the program's parallel loops.
  public enum Independence {
    INDEPENDENT,
    RACES
  }

  public FuzzCase {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    if (program.kernels().size() != 1) {
      throw new IllegalArgumentException(program.kernels().size() + " kernels, not one");
    }
  }

  public Kernel kernel() {
    return program.kernels().getFirst();
  }

  public FuzzCase with(Program newProgram) {
    return new FuzzCase(seed, newProgram, inputs, independence);
  }

  public FuzzCase with(Map<String, FuzzInput> newInputs) {
    return new FuzzCase(seed, program, newInputs, independence);
  }
}
