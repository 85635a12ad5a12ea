package dev.strake.ndarray.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.text.IrParser;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// The policy over stand-ins for the backends, all of them the interpreter.
final class TieredBackendTest {
  private static final String INCREMENT =
      """
      kernel increment(%0 inout x: view<i64, [n]>) {
        %1 = const i64 0
        %2 = size n
        %3 = const i64 1
        for par %4 in %1..%2 {
          %5 = load %0[%4]
          %6 = add %5, %3
          store %0[%4], %6
        }
      }
      """;

  private final AtomicInteger closed = new AtomicInteger();
  private final BlockingQueue<TierEvent> events = new LinkedBlockingQueue<>();

  /// What a stand-in does with a kernel.
  private enum Skill {
    AT_ONCE,
    LATER,
    NEVER
  }

  private final class StandIn implements Backend {
    private final String name;
    private final Skill skill;
    private final AtomicInteger runs = new AtomicInteger();

    StandIn(String name, Skill skill) {
      this.name = name;
      this.skill = skill;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Availability availability() {
      return new Availability.Available("a stand-in");
    }

    @Override
    public Form form() {
      return Form.SCHEDULED;
    }

    @Override
    public List<CompileOptions> variants() {
      return List.of(CompileOptions.vectors(256));
    }

    @Override
    public boolean compilesAtOnce(List<Kernel> kernels, CompileOptions options) {
      return skill == Skill.AT_ONCE;
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      if (skill == Skill.NEVER) {
        throw CompilerError.limit(name, "too large");
      }
      var inner = InterpreterBackend.ofScheduled().compile(kernel, options);
      return new CompiledKernel() {
        @Override
        public void run(LaunchRecord arguments) {
          runs.incrementAndGet();
          inner.run(arguments);
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return "";
    }
  }

  private ArrayKernel increment(Backend... backends) {
    var program = IrParser.parse(INCREMENT);
    var auto = TieredBackend.of(List.of(backends)).with(events::add);
    return ArrayKernel.of(program, "increment", auto);
  }

  private static void run(ArrayKernel kernel, NDArray x, int times) {
    for (var time = 0; time < times; time++) {
      kernel.run(Map.of("x", x));
    }
  }

  /// The next event of that kind.
  private TierEvent await(TierEvent.What what) throws InterruptedException {
    while (true) {
      var event = events.poll(60, TimeUnit.SECONDS);
      assertTrue(event != null, "no event " + what);
      if (event.what() == what) {
        return event;
      }
    }
  }

  @Test
  void takesWhatLiesOnTheDisk() throws InterruptedException {
    var scalar = new StandIn("scalar", Skill.LATER);
    var c = new StandIn("c", Skill.AT_ONCE);
    try (var kernel = increment(scalar, c);
        var x = NDArray.of(1L, 2L, 3L)) {
      run(kernel, x, 1);
      assertEquals("c", await(TierEvent.What.TAKES_OVER).backend());
      var before = scalar.runs.get();
      run(kernel, x, 10);
      assertEquals(before, scalar.runs.get());
      assertEquals(14, x.getLong(2));
    }
  }

  @Test
  void compilesWhatIsHot() throws InterruptedException {
    var scalar = new StandIn("scalar", Skill.LATER);
    var c = new StandIn("c", Skill.LATER);
    try (var kernel = increment(scalar, c);
        var x = NDArray.of(0L)) {
      for (var runs = 0; events.stream().noneMatch(e -> e.backend().equals("c")); runs++) {
        run(kernel, x, 1);
      }
      assertEquals("c", await(TierEvent.What.TAKES_OVER).backend());
    }
  }

  @Test
  void leavesOutWhatCannotTakeTheKernel() throws InterruptedException {
    var scalar = new StandIn("scalar", Skill.LATER);
    var vector = new StandIn("vector", Skill.NEVER);
    try (var kernel = increment(scalar, vector);
        var x = NDArray.of(0L)) {
      run(kernel, x, 1);
      var event = await(TierEvent.What.LEFT_OUT);
      assertEquals("vector", event.backend());
      assertTrue(event.reason().contains("too large"), event.reason());
      run(kernel, x, 5);
      assertEquals(6, x.getLong(0));
    }
  }

  @Test
  void everyIterationRunsOnceHoweverPiecesAreShared() {
    var scalar = new StandIn("scalar", Skill.LATER);
    var vector = new StandIn("vector", Skill.LATER);
    try (var elements = Creation.zeros(DType.INT64, 5_003);
        var kernel = increment(scalar, vector).with(IN_PIECES)) {
      run(kernel, elements, 60);
      for (var i = 0; i < 5_003; i++) {
        assertEquals(60, elements.getLong(i));
      }
    }
  }

  /// Pieces of some 2,000 iterations, all on the calling thread.
  private static final Workers IN_PIECES =
      new Workers() {
        @Override
        public int limit() {
          return 1;
        }

        @Override
        public void run(int count, IntConsumer work) {
          work.accept(0);
        }

        @Override
        public double piece() {
          return 5_000;
        }
      };

  @Test
  void closesEveryTier() throws InterruptedException {
    var kernel = increment(new StandIn("scalar", Skill.LATER), new StandIn("c", Skill.AT_ONCE));
    try (var x = NDArray.of(0L)) {
      run(kernel, x, 1);
      await(TierEvent.What.TAKES_OVER);
    }
    kernel.close();
    assertEquals(2, closed.get());
  }
}
