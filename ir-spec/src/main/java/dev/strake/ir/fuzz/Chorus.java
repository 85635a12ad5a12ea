package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Stands for several engines that want one program in the same form and by the same plan: it is
/// prepared once, compiled by each, and run by the one that is selected.
final class Chorus implements Backend {
  private final Map<Engine, Batch> batches;
  private final Form form;
  private Engine selected;

  /// `batches` of the engines, in order; there is one at least.
  Chorus(Map<Engine, Batch> batches) {
    this.batches = new LinkedHashMap<>(batches);
    this.selected = batches.keySet().iterator().next();
    this.form = selected.backend().form();
  }

  List<Engine> engines() {
    return List.copyOf(batches.keySet());
  }

  /// Who runs the next launches.
  void select(Engine engine) {
    selected = engine;
  }

  private final class Voices implements CompiledKernel {
    private final Map<Engine, CompiledKernel> compiled = new LinkedHashMap<>();

    @Override
    public void run(LaunchRecord arguments) {
      compiled.get(selected).run(arguments);
    }

    @Override
    public void close() {
      compiled.values().forEach(CompiledKernel::close);
    }
  }

  @Override
  public CompiledKernel compile(Kernel kernel, CompileOptions options) {
    var voices = new Voices();
    batches.forEach(
        (engine, batch) -> {
          var optimization = engine.choices().getFirst().optimization();
          var compiled = batch.compile(kernel, options.withOptimization(optimization));
          voices.compiled.put(engine, compiled);
        });
    return voices;
  }

  @Override
  public String name() {
    return "chorus";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("several engines");
  }

  @Override
  public Form form() {
    return form;
  }

  @Override
  public List<CompileOptions> variants() {
    return List.of();
  }

  @Override
  public String listing(Kernel kernel, CompileOptions options) {
    return selected.backend().listing(kernel, options);
  }
}
