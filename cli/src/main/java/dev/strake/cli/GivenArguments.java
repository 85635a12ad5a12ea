package dev.strake.cli;

import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.ParameterSignature;
import dev.strake.ir.ScalarType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The `name=value` words of a command line, one for each parameter of a kernel.
record GivenArguments(KernelSignature kernel, Map<String, GivenValue> values) {

  /// What a kernel is run on: its types and ranks, and an array for each parameter in their order.
  record Loaded(KernelChoice choice, Map<String, NDArray> arrays) {}

  GivenArguments {
    values = Map.copyOf(values);
  }

  /// Matches the words with the parameters by name.
  ///
  /// @throws WrongInput if a name is unknown, given twice or missing
  static GivenArguments match(KernelSignature kernel, List<Assignment> written) {
    var values = new LinkedHashMap<String, GivenValue>();
    for (var assignment : written) {
      var name = assignment.name();
      requireInput(kernel, name);
      if (values.put(name, GivenValue.parse(assignment.value())) != null) {
        throw new WrongInput(name + " is given twice; give it once");
      }
    }
    var missing =
        kernel.inputs().stream()
            .map(ParameterSignature::name)
            .filter(name -> !values.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new WrongInput(
          "%s needs %s=VALUE; it takes %s"
              .formatted(
                  kernel.name(),
                  String.join("=VALUE and ", missing),
                  kernel.inputs().stream()
                      .map(ParameterSignature::toString)
                      .collect(Collectors.joining(", "))));
    }
    return new GivenArguments(kernel, values);
  }

  private static void requireInput(KernelSignature kernel, String name) {
    var names = kernel.inputs().stream().map(ParameterSignature::name).toList();
    if (names.contains(name)) {
      return;
    }
    if (kernel.parameter(name).isPresent()) {
      throw new WrongInput(
          "%s is a result of %s; to save it write --out %1$s=FILE".formatted(name, kernel.name()));
    }
    throw new WrongInput(
        "%s has no parameter %s; %s".formatted(kernel.name(), name, NearNames.advice(name, names)));
  }

  /// Reads the files, settles the types, and makes what is not read from files.
  ///
  /// @param notes what the user should know of the values read
  /// @throws WrongInput if a file or number can't be used
  /// @throws dev.strake.ir.diag.CompileException if the types don't fit the kernel
  Loaded load(CheckedFile file, TypeArguments chosen, Consumer<String> notes) {
    var read = new LinkedHashMap<String, NDArray>();
    for (var parameter : kernel.inputs()) {
      switch (values.get(parameter.name())) {
        case GivenValue.ArrayFile(var path) -> read.put(parameter.name(), readArray(path));
        case GivenValue.ImageFile(var path) -> read.put(parameter.name(), Images.read(path, notes));
        case GivenValue.Number _, GivenValue.Generated _ -> {}
      }
    }
    var dtypes = new LinkedHashMap<String, ScalarType>();
    read.forEach((name, array) -> dtypes.put(name, array.dtype().scalarType()));
    var types = chosen.complete(file, kernel, dtypes);
    var arrays = new LinkedHashMap<String, NDArray>();
    for (var parameter : kernel.inputs()) {
      var name = parameter.name();
      var type = parameter.element().in(types).orElseThrow();
      arrays.put(name, read.containsKey(name) ? read.get(name) : make(parameter, type));
    }
    var ranks = new LinkedHashMap<String, Integer>();
    arrays.forEach((name, array) -> ranks.put(name, array.rank()));
    return new Loaded(new KernelChoice(types, file.ranks(kernel.name(), ranks)), arrays);
  }

  private static NDArray readArray(Path path) {
    try {
      return NpyFile.read(path);
    } catch (IOException unreadable) {
      throw new WrongInput(unreadable.getMessage(), unreadable);
    }
  }

  private NDArray make(ParameterSignature parameter, ScalarType type) {
    return switch (values.get(parameter.name())) {
      case GivenValue.Generated generated -> GeneratedArrays.of(parameter.name(), type, generated);
      case GivenValue.Number(var text) when parameter.mayBeOneValue() ->
          Numbers.parse(parameter.name(), type, text);
      case GivenValue.Number(var text) ->
          throw new WrongInput(
              "%s is an array (%s), got %s; give a .npy, .png or .jpg file, or random:1000"
                  .formatted(parameter.name(), parameter, text));
      case GivenValue.ArrayFile _, GivenValue.ImageFile _ ->
          throw new IllegalStateException(parameter.name() + " has been read from a file");
    };
  }
}
