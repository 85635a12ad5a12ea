package dev.strake.cli;

import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.binary.BinaryWriter;
import dev.strake.ir.binary.ProgramHash;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.text.IrPrinter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake emit`: a kernel on its way from text to code.
@Command(
    name = "emit",
    description = "Shows what a kernel becomes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class EmitCommand implements Runnable {
  /// How far on the way; each is made from the one before it.
  enum Stage {
    DOC,
    AST,
    IR,
    BINARY,
    HASH,
    SCHEDULED,
    C,
    BYTECODE
  }

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private KernelOptions options;

  @ArgGroup(multiplicity = "1")
  private What what;

  /// What is shown; one of these.
  static final class What {
    @Option(
        names = "--stage",
        paramLabel = "STAGE",
        description =
            "doc: what the whole file offers, as Markdown; no kernel is named. ast: the syntax tree"
                + " of the whole file. ir: the program as written. binary: the same in the binary"
                + " form, for --out. hash: what names it. scheduled: the program as planned for a"
                + " backend. c, bytecode: its code. From scheduled on, for arrays in row-major"
                + " order.")
    private Stage stage = Stage.SCHEDULED;

    @Option(
        names = "--after",
        paramLabel = "PASS",
        defaultValue = "",
        description = "The program after this pass, on its way to the stage scheduled.")
    private String pass = "";

    @Option(
        names = "--time-passes",
        description = "A table of all passes: how long each takes and how many ops it leaves.")
    private boolean isTimed;

    @Option(names = "--passes", description = "All passes in order, and what each does.")
    private boolean isListed;
  }

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendPolicy.AUTO,
      description =
          "For which backend: vector, scalar or c for scheduled, vector or scalar for bytecode; the"
              + " first of them that can run here if not given.")
  private String backend;

  @Option(
      names = "--rank",
      split = ",",
      paramLabel = "PACK=AXES",
      converter = Assignment.Converter.class,
      description = "How many axes a pack such as ..s has, s=2; 1 if not given.")
  private List<Assignment> ranks = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "",
      description = "Writes to this file instead of the standard output.")
  private String out;

  @Override
  public void run() {
    if (what.stage == Stage.BINARY && out.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--stage binary is not for a terminal; name a file with --out");
    }
    var contents = contents();
    if (out.isEmpty()) {
      spec.commandLine().getOut().print(new String(contents, StandardCharsets.UTF_8));
    } else {
      Outputs.save(WrongInput.path(out), contents);
    }
  }

  private byte[] contents() {
    var file = options.file(main.sources());
    return what.stage == Stage.DOC
        ? text(file.checked().documentation())
        : contents(file, options.kernel(file));
  }

  private byte[] contents(KernelFile file, KernelSignature kernel) {
    var choice = new KernelChoice(options.types().complete(kernel), ranks(kernel));
    var name = kernel.name();
    Supplier<Program> written = () -> file.checked().instantiate(name, choice);
    return switch (what.stage) {
      case DOC -> text(file.checked().documentation());
      case AST -> text(file.checked().tree());
      case IR -> text(IrPrinter.print(written.get()));
      case BINARY -> BinaryWriter.write(written.get());
      case HASH -> text(ProgramHash.of(written.get()).hex());
      case SCHEDULED, C, BYTECODE -> text(planned(written.get(), name));
    };
  }

  /// The axes of each pack: as said, otherwise 1.
  private Map<String, Integer> ranks(KernelSignature kernel) {
    var chosen = new LinkedHashMap<String, Integer>();
    kernel.packs().forEach(pack -> chosen.put(pack, 1));
    ranks.forEach(assignment -> chosen.put(assignment.name(), axes(assignment)));
    return chosen;
  }

  private static int axes(Assignment assignment) {
    try {
      return Integer.parseInt(assignment.value());
    } catch (NumberFormatException malformed) {
      throw new WrongInput(
          "--rank %s=%s is no number of axes; write %1$s=2"
              .formatted(assignment.name(), assignment.value()),
          malformed);
    }
  }

  /// The text, its last line ended.
  private static byte[] text(String text) {
    return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// The backends that take part in a stage, the preferred one first.
  private static List<String> backendsOf(Stage stage) {
    return switch (stage) {
      case DOC, AST, IR, BINARY, HASH -> List.of();
      case SCHEDULED -> List.of("vector", "scalar", "c");
      case C -> List.of("c");
      case BYTECODE -> List.of("vector", "scalar");
    };
  }

  private String planned(Program program, String name) {
    var target = backend();
    var variants = target.variants();
    if (variants.isEmpty()) {
      throw new WrongInput(
          switch (target.availability()) {
            case Unavailable(var reason) -> target.name() + " plans nothing here: " + reason;
            case Available(var detail) -> target.name() + " plans nothing on " + detail;
          });
    }
    var passes = passes(program, name, variants.getFirst());
    if (what.isListed) {
      return passes.descriptions();
    }
    if (what.isTimed) {
      return passes.times(program);
    }
    if (!what.pass.isEmpty()) {
      return IrPrinter.print(passes.after(what.pass, program));
    }
    var scheduled = passes.all(program);
    return what.stage == Stage.SCHEDULED
        ? IrPrinter.print(scheduled)
        : target.listing(scheduled.kernel(name).orElseThrow(), variants.getFirst());
  }

  private Backend backend() {
    var names = backendsOf(what.stage);
    if (backend.equals(BackendPolicy.AUTO)) {
      return names.stream()
          .map(BackendPolicy::named)
          .filter(candidate -> !candidate.variants().isEmpty())
          .findFirst()
          .orElseThrow(() -> new WrongInput("no backend can plan here; see strake doctor"));
    }
    if (!names.contains(backend)) {
      throw new ParameterException(
          spec.commandLine(),
          "--stage %s is for --backend %s, not for %s"
              .formatted(
                  what.stage.name().toLowerCase(Locale.ROOT), String.join(" or ", names), backend));
    }
    return BackendPolicy.named(backend);
  }

  private static PassList passes(Program program, String name, CompileOptions options) {
    var layouts = rowMajor(program.kernel(name).orElseThrow());
    return PassList.of(Pipelines.preparing(name, layouts, Backend.Form.SCHEDULED, options));
  }

  private static List<Layout> rowMajor(Kernel kernel) {
    var views = kernel.parameters().stream().filter(Parameter::isView).count();
    return Collections.nCopies(Math.toIntExact(views), Layout.ROW_MAJOR);
  }
}
