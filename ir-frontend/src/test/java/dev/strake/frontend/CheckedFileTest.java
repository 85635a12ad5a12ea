package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What a caller can ask of a checked file.
final class CheckedFileTest {
  private static final CheckedFile FILE =
      Frontend.check(
          Source.of(
              "linear.strake",
              """
              /// Adds.
              /// Twice.
              kernel saxpy<T: float>(a: T, x: T[n], y: inout T[n], k: i64)
                  -> (total: T, top: T[n / 2, k]) where n > 0, 2 * k <= n {
                total = a;
              }

              // not documentation

              kernel count<T: f32 | i64, U: num>(x: T[n], u: U[n], flags: bool[n]) -> c: i64 {
                c = n;
              }
              """));

  private static void checkMessage(String expected, Executable action) {
    var thrown = assertThrows(CompileException.class, action);
    var shown =
        thrown.diagnostics().stream()
            .map(d -> d.code() + " " + d.message() + "; " + d.help())
            .collect(Collectors.joining("\n"));
    assertEquals(expected, shown);
  }

  @Test
  void signaturesTellWhatToPass() {
    assertEquals(
        """
        kernel saxpy<T: f32 | f64>(a: T, x: T[n], y: inout T[n], k: i64) \
        -> (total: T, top: T[n / 2, k]) where n > 0, 2 * k <= n
        kernel count<T: i64 | f32, U: i8 | i16 | i32 | i64 | u8 | u16 | u32 | u64 | f32 | f64>\
        (x: T[n], u: U[n], flags: bool[n]) \
        -> (c: i64)\
        """,
        FILE.kernels().stream().map(KernelSignature::toString).collect(Collectors.joining("\n")));
    var saxpy = FILE.kernel("saxpy").orElseThrow();
    assertEquals("Adds.\nTwice.", saxpy.doc());
    assertEquals("", FILE.kernel("count").orElseThrow().doc());
    var top = saxpy.parameter("top").orElseThrow();
    assertEquals("n / 2", top.dims().getFirst().text());
    assertEquals(3, top.sizes(Map.of()).getFirst().evaluate(Map.of("n", 7L)));
    assertTrue(saxpy.parameter("a").orElseThrow().isScalar());
  }

  @Test
  void typesFollowFromDtypes() {
    var dtypes = new LinkedHashMap<String, ScalarType>();
    dtypes.put("y", ScalarType.F32);
    dtypes.put("k", ScalarType.I64);
    assertEquals(Map.of("T", ScalarType.F32), FILE.infer("saxpy", dtypes));
    dtypes.put("x", ScalarType.F64);
    checkMessage(
        "K0504 `T` is f64 by `x` and f32 by `y`; convert one of them",
        () -> FILE.infer("saxpy", dtypes));
  }

  @Test
  void typesThatCannotBeAreRefused() {
    checkMessage(
        "K0505 `T` can't be i32; `T` is one of f32, f64",
        () -> FILE.infer("saxpy", Map.of("x", ScalarType.I32)));
    checkMessage(
        "K0506 nothing tells what type `T` is; give `a` or `x` or `y` a type, such as f64",
        () -> FILE.infer("saxpy", Map.of()));
    checkMessage(
        "K0312 parameter `flags` of kernel `count` is bool, got u8; convert it to bool",
        () ->
            FILE.infer(
                "count", Map.of("x", ScalarType.F32, "u", ScalarType.U8, "flags", ScalarType.U8)));
    checkMessage(
        "K0505 `T` can't be f64; `T` is one of i64, f32",
        () -> FILE.instantiate("count", Map.of("T", ScalarType.F64, "U", ScalarType.U8)));
  }

  @Test
  void unknownNamesGetTheNearOne() {
    checkMessage(
        "K0107 linear.strake has no kernel `sapxy`; did you mean `saxpy`?",
        () -> FILE.instantiate("sapxy", Map.of()));
    checkMessage(
        "K0107 linear.strake has no kernel `dot`; it has saxpy, count",
        () -> FILE.infer("dot", Map.of()));
    checkMessage(
        "K0108 kernel `count` has no parameter `flag`; did you mean `flags`?",
        () -> FILE.infer("count", Map.of("flag", ScalarType.BOOL)));
    checkMessage(
        "K0507 kernel `saxpy` has no type parameter `U`; it is declared as `"
            + FILE.kernel("saxpy").orElseThrow()
            + "`",
        () -> FILE.instantiate("saxpy", Map.of("T", ScalarType.F32, "U", ScalarType.F32)));
  }

  @Test
  void aFileWithMistakesHasNoPrograms() {
    var file = Frontend.check(Source.of("a.strake", "kernel k(top: i64) -> y: i64 { y = tpo; }"));
    checkMessage(
        "K0101 nothing here is called `tpo`; did you mean `top`?",
        () -> file.instantiate("k", Map.of()));
    assertEquals("kernel k(top: i64) -> (y: i64)", file.kernels().getFirst().toString());
  }

  @Test
  void kernelsOfOneFileAreIndependent() {
    var program = FILE.instantiate("saxpy", Map.of("T", ScalarType.F32));
    assertEquals(1, program.kernels().size());
    assertEquals("saxpy", program.kernels().getFirst().name());
  }

  @Test
  void theTreeCanBePrinted() {
    var file =
        Frontend.check(
            Source.of("a.strake", "fn f(a: f64) -> f64 = if a > 0 { -a * 2 } else { sqrt(a) };"));
    assertEquals(
        """
        fn f -> f64
          return
            if
              gt
                a
                0
              chain
                -
                  a
                mul
                  2
            else
              sqrt()
                a
        """,
        file.tree());
  }
}
