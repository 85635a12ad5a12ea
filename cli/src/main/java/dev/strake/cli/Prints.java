package dev.strake.cli;

import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.interp.InterpreterBackend;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Lets the author of a kernel see what its `print` statements show.
final class Prints {
  private Prints() {}

  /// The backend, such that `notes` gets each thing printed, with its place.
  static Backend heard(Backend backend, Program program, Consumer<String> notes) {
    if (backend instanceof InterpreterBackend interpreter) {
      return interpreter.printingTo(
          (site, text) ->
              notes.accept(program.span(site).map(place -> place + ": ").orElse("") + text));
    }
    return backend;
  }

  /// Tells `notes` if the program prints and the backend shows nothing of it.
  static void tellIfUnheard(Backend backend, Program program, Consumer<String> notes) {
    if (!(backend instanceof InterpreterBackend) && prints(program)) {
      notes.accept("`print` is shown by --backend interpreter only");
    }
  }

  private static boolean prints(Program program) {
    var functions = program.functions().stream().map(function -> function.body());
    var kernels = program.kernels().stream().map(kernel -> kernel.body());
    return Stream.concat(functions, kernels).anyMatch(Prints::prints);
  }

  private static boolean prints(Region region) {
    return region.ops().stream()
        .anyMatch(op -> op instanceof Op.Print || op.regions().stream().anyMatch(Prints::prints));
  }
}
