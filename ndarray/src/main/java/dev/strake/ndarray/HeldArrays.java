package dev.strake.ndarray;

import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ViewType;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.SegmentAllocator;
import java.util.List;

/// Launches kernels on arrays that can't be closed meanwhile. What kernels are given of the memory
/// never leaves this class, so it costs nothing to take it back.
public final class HeldArrays {
  private HeldArrays() {}

  /// Runs a kernel on an array for each of its parameters and results, in the order of the kernel.
  ///
  /// @throws dev.strake.ir.launch.LaunchException if their number or shapes don't fit
  /// @throws ArrayClosedException if one is closed
  public static void launch(Launcher launcher, SegmentAllocator scratch, NDArray... arrays) {
    var parameters = launcher.kernel().parameters();
    var arguments = new Argument[arrays.length];
    var held = 0;
    try {
      while (held < arrays.length) {
        var array = arrays[held];
        array.beginUse();
        held++;
        arguments[held - 1] = argument(parameters, held - 1, array);
      }
      launcher.launch(scratch, arguments);
    } finally {
      while (held > 0) {
        held--;
        arrays[held].endUse();
      }
    }
  }

  private static Argument argument(List<Parameter> parameters, int number, NDArray array) {
    if (number >= parameters.size()) {
      return array.view(); // The launcher says that there are too many.
    }
    var parameter = parameters.get(number);
    return switch (parameter.value().type()) {
      case ScalarType _ when array.rank() == 0 -> array.scalarArgument();
      case ScalarType _ -> array.view();
      case ViewType _ -> {
        if (parameter.role().isWritten()) {
          array.charge(array.count());
        }
        yield array.view();
      }
    };
  }
}
