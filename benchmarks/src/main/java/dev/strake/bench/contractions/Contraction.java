package dev.strake.bench.contractions;

import dev.strake.ir.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A product to measure: a kernel of `contractions.strake`, its element type, and the shapes of its
/// inputs.
///
/// @param result the shape of the result, which is a new array or the input `c`
/// @param numpy the same in NumPy, with the inputs as variables, into the array `out`
/// @param operations multiplications and additions
record Contraction(
    String kernel,
    ScalarType type,
    SequencedMap<String, List<Long>> inputs,
    List<Long> result,
    String numpy,
    double operations) {

  /// Shapes and NumPy's words; `m k n g` stand for sizes.
  private record Form(String inputs, String result, String numpy) {}

  private static final Map<String, Form> FORMS =
      new TreeMap<>(
          Map.of(
              "matmul", new Form("a m k, b k n", "m n", "np.matmul(a, b, out=out)"),
              "tn", new Form("a k m, b k n", "m n", "np.matmul(a.T, b, out=out)"),
              "nt", new Form("a m k, b n k", "m n", "np.matmul(a, b.T, out=out)"),
              "tt", new Form("a k m, b n k", "m n", "np.matmul(a.T, b.T, out=out)"),
              "batched", new Form("a g m k, b g k n", "g m n", "np.matmul(a, b, out=out)"),
              "matvec", new Form("a m k, x k", "m", "np.matmul(a, x, out=out)"),
              "vecmat", new Form("a k n, x k", "n", "np.matmul(x, a, out=out)"),
              "gemm",
                  new Form("a m k, b k n, c m n", "m n", "out[:] = 1.5 * (a @ b) + 0.5 * out")));

  private static final List<String> STANDARD =
      List.of(
          "matmul f64 1024",
          "matmul f32 1024",
          "matmul f64 512",
          "matmul f32 512",
          "matmul f64 128",
          "matmul f64 32",
          "matmul f64 16",
          "matmul f64 4",
          "tn f64 512",
          "nt f64 512",
          "tt f64 512",
          "gemm f64 512",
          "batched f64 8 8 8 1000",
          "batched f64 32 32 32 100",
          "matmul f64 4096 64 64",
          "matmul f64 64 4096 64",
          "matmul f64 64 64 4096",
          "matmul f64 1000 4 1000",
          "matmul f64 1000 1000 4",
          "matmul i64 256",
          "matmul i32 256",
          "matvec f64 4096 4096",
          "vecmat f64 1 4096 4096",
          "matvec f64 512 512",
          "vecmat f64 1 512 512",
          "matvec f32 4096 4096",
          "vecmat f32 1 4096 4096");

  /// What is measured if nothing is asked for.
  static List<Contraction> standard() {
    return STANDARD.stream().map(Contraction::parse).toList();
  }

  /// From `kernel type m k n g`, with fewer sizes if the last ones equal the first, or are 1 for
  /// `g`.
  static Contraction parse(String text) {
    var words = text.strip().split("\\s+");
    var form = FORMS.get(words[0]);
    if (form == null || words.length < 3 || words.length > 6) {
      throw new IllegalArgumentException(
          "expected KERNEL TYPE M [K [N [G]]] with a kernel of " + FORMS.keySet() + ": " + text);
    }
    var m = Long.parseLong(words[2]);
    var k = words.length > 3 ? Long.parseLong(words[3]) : m;
    var n = words.length > 4 ? Long.parseLong(words[4]) : m;
    var g = words.length > 5 ? Long.parseLong(words[5]) : 1;
    var sizes = Map.of("m", m, "k", k, "n", n, "g", g);
    var inputs = new LinkedHashMap<String, List<Long>>();
    for (var input : form.inputs.split(", ")) {
      var parts = input.split(" ");
      inputs.put(parts[0], shape(List.of(parts).subList(1, parts.length), sizes));
    }
    var type = ScalarType.valueOf(words[1].toUpperCase(Locale.ROOT));
    var result = shape(List.of(form.result.split(" ")), sizes);
    var products = result.stream().reduce(k, Math::multiplyExact);
    return new Contraction(words[0], type, inputs, result, form.numpy, 2.0 * products);
  }

  private static List<Long> shape(List<String> names, Map<String, Long> sizes) {
    return names.stream().map(sizes::get).toList();
  }

  @Override
  public String toString() {
    var shapes =
        inputs.values().stream()
            .map(shape -> shape.stream().map(String::valueOf).collect(Collectors.joining("x")))
            .collect(Collectors.joining(" * "));
    return "%s %s %s".formatted(kernel, type.mnemonic(), shapes);
  }
}
