package dev.strake.cli;

import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.ParameterSignature;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.AtomicFile;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where what a kernel writes is to be saved: the `--out name=file` options.
///
/// What can be wrong with them is found before the kernel runs; files appear whole or not at all.
record Outputs(Map<String, Path> files) {
  Outputs {
    files = Map.copyOf(files);
  }

  /// @throws WrongInput if a name is not written by the kernel, a file can't be made, or its ending
  ///   says nothing
  static Outputs match(KernelSignature kernel, List<Assignment> written) {
    var files = new LinkedHashMap<String, Path>();
    for (var assignment : written) {
      var name = assignment.name();
      requireWritten(kernel, name);
      var file = WrongInput.path(assignment.value());
      requireFormat(file);
      requireWritable(file);
      if (files.containsValue(file)) {
        throw new WrongInput(file + " is given for two results; name a file for each");
      }
      if (files.put(name, file) != null) {
        throw new WrongInput("--out " + name + " is given twice; give it once");
      }
    }
    return new Outputs(files);
  }

  private static void requireWritten(KernelSignature kernel, String name) {
    var names =
        kernel.parameters().stream()
            .filter(parameter -> parameter.role() != Role.IN)
            .map(ParameterSignature::name)
            .toList();
    if (!names.contains(name)) {
      throw new WrongInput(
          "%s has no result %s to save; %s"
              .formatted(kernel.name(), name, NearNames.advice(name, names)));
    }
  }

  private static boolean isPicture(Path file) {
    return GivenValue.ending(file.toString()).equals(".png");
  }

  private static void requireFormat(Path file) {
    if (!isPicture(file) && !GivenValue.ending(file.toString()).equals(".npy")) {
      throw new WrongInput(file + ": results are saved as .npy or .png; name such a file");
    }
  }

  private static void requireWritable(Path file) {
    try {
      AtomicFile.requireWritable(file);
    } catch (IOException unwritable) {
      throw new WrongInput(unwritable.getMessage(), unwritable);
    }
  }

  /// Whether the results have the types their files can hold.
  ///
  /// @throws WrongInput if a result is to become a picture and is none
  void requireFormats(KernelSignature kernel, KernelChoice choice) {
    files.forEach(
        (name, file) -> {
          var result = kernel.parameter(name).orElseThrow();
          if (isPicture(file) && !mayBePicture(result, choice)) {
            throw new WrongInput(
                "%s: only u8[h, w] and u8[h, w, 3] make a picture, and %s is not; save it as .npy"
                    .formatted(file, result));
          }
        });
  }

  private static boolean mayBePicture(ParameterSignature result, KernelChoice choice) {
    var sizes = result.sizes(choice.ranks());
    var type = result.element().in(choice.types());
    return type.equals(Optional.of(ScalarType.U8))
        && (sizes.size() == 2 || sizes.size() == 3 && sizes.get(2).equals(Size.of(3)));
  }

  /// Saves what is to be saved and returns the names of the rest.
  ///
  /// @throws WrongInput if a file can't be written
  List<String> save(Map<String, NDArray> results) {
    var rest = new ArrayList<String>();
    for (var result : results.entrySet()) {
      var file = files.get(result.getKey());
      if (file == null) {
        rest.add(result.getKey());
      } else {
        save(file, result.getValue());
      }
    }
    return List.copyOf(rest);
  }

  private static void save(Path file, NDArray array) {
    try {
      if (!isPicture(file)) {
        NpyFile.write(file, array);
        return;
      }
      if (array.count() == 0) {
        throw new WrongInput(file + ": an array without elements is no picture; save it as .npy");
      }
      write(file, Images.png(array));
    } catch (IOException unwritable) {
      throw new WrongInput(unwritable.getMessage(), unwritable);
    }
  }

  /// Makes or replaces a file with these contents.
  ///
  /// @throws WrongInput if it can't be written
  static void save(Path file, byte[] contents) {
    try {
      write(file, contents);
    } catch (IOException unwritable) {
      throw new WrongInput(unwritable.getMessage(), unwritable);
    }
  }

  private static void write(Path file, byte[] contents) throws IOException {
    var bytes = ByteBuffer.wrap(contents);
    AtomicFile.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }
}
