package dev.strake.ir.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.pass.OpMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReducerTest {
  private static final List<Engine> ENGINES =
      List.of(Engine.of(new Subtracting(), CompileOptions.scalar()));

  /// A backend with a defect: it subtracts where it should take the exclusive or.
  private static final class Subtracting implements Backend {
    private final Backend sound = InterpreterBackend.ofScheduled();

    private static Region broken(Region region) {
      var ops = region.ops().stream().map(Subtracting::broken).toList();
      return region.withOps(ops);
    }

    private static Op broken(Op op) {
      if (op instanceof Op.Binary(var result, var kind, var left, var right, var site)
          && kind == BinaryOp.XOR
          && result.scalar().isInteger()) {
        return new Op.Binary(result, BinaryOp.SUB, left, right, site);
      }
      return new OpMapping(value -> value, value -> value, Subtracting::broken).apply(op);
    }

    @Override
    public String name() {
      return "subtracting";
    }

    @Override
    public Availability availability() {
      return sound.availability();
    }

    @Override
    public Form form() {
      return sound.form();
    }

    @Override
    public List<CompileOptions> variants() {
      return sound.variants();
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      return sound.compile(kernel.withBody(broken(kernel.body())), options);
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return sound.listing(kernel, options);
    }
  }

  private static List<Finding> check(FuzzCase tested) {
    return new Differential(ENGINES, (_, _) -> {}).run(List.of(tested));
  }

  private static Finding first() {
    return LongStream.range(0, 400)
        .mapToObj(seed -> check(ProgramGenerator.generate(seed, new Tally())))
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leavesLittleOfAProgramThatShowsADefect(@TempDir Path folder) {
    var finding = first();
    var reduced = new Reducer(ReducerTest::check, Duration.ofSeconds(60)).reduce(finding);
    assertTrue(reduced.isLike(finding));
    assertTrue(CaseEdits.ops(reduced.tested()) <= 8, reduced.tested().program()::toString);
    CaseFolder.write(folder, reduced, "strake fuzz --replay " + folder);
    var replayed = check(CaseFolder.read(folder));
    assertEquals(List.of(reduced.observed()), replayed.stream().map(Finding::observed).toList());
  }
}
