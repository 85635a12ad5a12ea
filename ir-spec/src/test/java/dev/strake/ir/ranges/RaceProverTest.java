package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RaceProverTest {
  private static void accept(String kernel) {
    assertEquals(List.of(), RaceProver.check(NamedIr.parse(kernel)));
  }

  private static void reject(String codes, String kernel) {
    var found = RaceProver.check(NamedIr.parse(kernel)).stream().map(Diagnostic::code).toList();
    assertEquals(List.of(codes.split(" ")), found);
  }

  /// A loop `par i in 0..n` over `x: f64[n]`, `y: f64[n]`, with the given body.
  private static String loop(String body) {
    return """
    kernel k(%%x in x: view<f64, [n]>, %%y inout y: view<f64, [n]>, %%k in k: i64, %%v in v: f64) {
      %%zero = const i64 0
      %%one = const i64 1
      %%two = const i64 2
      %%n = size n
      for par %%i in %%zero..%%n {
        %s
      }
    }
    """
        .formatted(body.indent(4).strip());
  }

  @Test
  void acceptsElementwise() {
    accept(loop("%a = load %x[%i]\n%b = load %y[%i]\n%c = add %a, %b\nstore %y[%i], %c"));
  }

  @Test
  void acceptsReversedAndShiftedElements() {
    accept(loop("%last = sub %n, %one\n%at = sub %last, %i\nstore %y[%at], %v"));
    accept(loop("%at = add %i, %k\nstore %y[%at], %v"));
  }

  @Test
  void acceptsEvenAndOddElements() {
    accept(
        loop(
            """
            %even = mul %i, %two
            %odd = add %even, %one
            %a = load %y[%odd]
            store %y[%even], %a
            """));
  }

  @Test
  void rejectsHalvedIndex() {
    reject("K0207", loop("%half = div %i, %two\nstore %y[%half], %v"));
    reject("K0207", loop("%half = shr %i, %one\nstore %y[%half], %v"));
  }

  @Test
  void rejectsUniformElement() {
    reject("K0207", loop("store %y[%k], %v"));
    reject("K0207", loop("store %y[%zero], %v"));
  }

  @Test
  void acceptsUniformElementWrittenByOneIteration() {
    accept(loop("%first = eq %i, %k\nif %first {\n  store %y[%k], %v\n}"));
  }

  @Test
  void rejectsRecurrence() {
    reject("K0208", loop("%before = sub %i, %one\n%a = load %y[%before]\nstore %y[%i], %a"));
    reject("K0208", loop("%after = add %i, %one\n%a = load %y[%after]\nstore %y[%i], %a"));
  }

  @Test
  void rejectsNeighbouringStores() {
    reject("K0207", loop("store %y[%i], %v\n%after = add %i, %one\nstore %y[%after], %v"));
  }

  @Test
  void rejectsShiftByAnyNumber() {
    reject("K0208", loop("%at = add %i, %k\n%a = load %y[%at]\nstore %y[%i], %a"));
  }

  @Test
  void rejectsIndexThatWrapsAround() {
    // 2^62 * i is the same for every fourth i.
    reject(
        "K0207",
        loop("%step = const i64 4611686018427387904\n%at = mul %i, %step\nstore %y[%at], %v"));
  }

  @Test
  void rejectsIndexFromMemory() {
    reject("K0207", loop("%b = load %x[%i]\n%at = cast i64 %b\nstore %y[%at], %v"));
  }

  @Test
  void rejectsStoreUnderGuardThatManyPass() {
    reject("K0207", loop("%big = gt %i, %one\nif %big {\n  store %y[%zero], %v\n}"));
  }

  @Test
  void acceptsHalvesKeptApart() {
    accept(
        """
        kernel k(%y inout y: view<f64, [n]>) {
          %zero = const i64 0
          %half = size (n / 2)
          for par %i in %zero..%half {
            %at = add %i, %half
            %a = load %y[%at]
            store %y[%i], %a
          }
        }
        """);
  }

  @Test
  void rejectsRowSumsAccumulatedInParallel() {
    reject(
        "K0207",
        """
        kernel k(%x in x: view<f64, [n, m]>, %s out s: view<f64, [n]>) {
          %zero = const i64 0
          %n = size n
          %m = size m
          for par %i in %zero..%n {
            for par %j in %zero..%m {
              %old = load %s[%i]
              %new = load %x[%i, %j]
              %sum = add %old, %new
              store %s[%i], %sum
            }
          }
        }
        """);
  }

  @Test
  void acceptsRowSumsAccumulatedInOrder() {
    accept(
        """
        kernel k(%x in x: view<f64, [n, m]>, %s out s: view<f64, [n]>) {
          %zero = const i64 0
          %n = size n
          %m = size m
          for par %i in %zero..%n {
            for seq %j in %zero..%m {
              %old = load %s[%i]
              %new = load %x[%i, %j]
              %sum = add %old, %new
              store %s[%i], %sum
            }
          }
        }
        """);
  }

  @Test
  void rejectsScalarResultWrittenInLoop() {
    reject(
        "K0207",
        """
        kernel k(%x in x: view<f64, [n]>, %t out total: view<f64, []>) {
          %zero = const i64 0
          %n = size n
          for par %i in %zero..%n {
            %a = load %t[]
            %b = load %x[%i]
            %c = add %a, %b
            store %t[], %c
          }
        }
        """);
  }

  @Test
  void acceptsLoopOfOneIteration() {
    accept(
        """
        kernel k(%t out total: view<f64, []>, %v in v: f64, %n in n: i64) where n lt 9 {
          %one = const i64 1
          %next = add %n, %one
          for par %i in %n..%next {
            store %t[], %v
          }
        }
        """);
  }

  @Test
  void rejectsStencilInPlace() {
    reject(
        "K0208",
        """
        kernel k(%u inout u: view<f64, [h, w]>) {
          %one = const i64 1
          %h = size (h - 1)
          %w = size (w - 1)
          for par %i in %one..%h {
            for par %j in %one..%w {
              %up = sub %i, %one
              %a = load %u[%up, %j]
              %left = sub %j, %one
              %b = load %u[%i, %left]
              %c = add %a, %b
              store %u[%i, %j], %c
            }
          }
        }
        """);
  }

  @Test
  void acceptsTimeLoopOverTwoArrays() {
    accept(
        """
        kernel k(%s in s: i64, %a inout a: view<f64, [n, n]>, %b inout b: view<f64, [n, n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          %end = sub %n, %one
          for seq %t in %zero..%s {
            for par %i in %one..%end {
              for par %j in %one..%end {
                %up = sub %i, %one
                %v = load %a[%up, %j]
                store %b[%i, %j], %v
              }
            }
            for par %p in %one..%end {
              for par %q in %one..%end {
                %right = add %q, %one
                %w = load %b[%p, %right]
                store %a[%p, %q], %w
              }
            }
          }
        }
        """);
  }

  @Test
  void acceptsEliminationBelowThePivot() {
    accept(
        """
        kernel k(%a inout a: view<f64, [n, n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          for seq %k in %zero..%n {
            %next = add %k, %one
            for par %i in %next..%n {
              %l = load %a[%i, %k]
              for par %j in %next..%n {
                %u = load %a[%k, %j]
                %old = load %a[%i, %j]
                %p = mul %l, %u
                %new = sub %old, %p
                store %a[%i, %j], %new
              }
            }
          }
        }
        """);
  }

  @Test
  void rejectsEliminationThatStoresThePivotColumn() {
    reject(
        "K0208",
        """
        kernel k(%a inout a: view<f64, [n, n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          for seq %k in %zero..%n {
            %next = add %k, %one
            for par %i in %next..%n {
              for par %j in %k..%n {
                %l = load %a[%i, %k]
                %u = load %a[%k, %j]
                %old = load %a[%i, %j]
                %p = mul %l, %u
                %new = sub %old, %p
                store %a[%i, %j], %new
              }
            }
          }
        }
        """);
  }

  private static String floydWarshall(String rowAndColumn, String through) {
    return """
    kernel k(%%d inout d: view<f64, [n, n]>) {
      %%zero = const i64 0
      %%n = size n
      for seq %%k in %%zero..%%n {
        %s
        for par %%i in %%zero..%%n {
          for par %%j in %%zero..%%n {
            %s
            %%way = add %%in, %%out
            %%old = load %%d[%%i, %%j]
            %%new = min %%old, %%way
            store %%d[%%i, %%j], %%new
          }
        }
      }
    }
    """
        .formatted(rowAndColumn, through);
  }

  @Test
  void acceptsShortestPathsOverCopiesOfRowAndColumn() {
    accept(
        floydWarshall(
            """
            %row = local view<f64, [n] dense>
            for par %r in %zero..%n {
              %a = load %d[%k, %r]
              store %row[%r], %a
            }
            %column = local view<f64, [n] dense>
            for par %s in %zero..%n {
              %b = load %d[%s, %k]
              store %column[%s], %b
            }
            """,
            "%in = load %column[%i]\n%out = load %row[%j]"));
  }

  @Test
  void rejectsShortestPathsInPlace() {
    reject("K0208", floydWarshall("", "%in = load %d[%i, %k]\n%out = load %d[%k, %j]"));
  }

  @Test
  void acceptsSoftmaxWithLocalArray() {
    accept(
        """
        kernel k(%x in x: view<f64, [s, n]>, %y out y: view<f64, [s, n]>) where n gt 0 {
          %zero = const i64 0
          %s = size s
          %n = size n
          for par %r in %zero..%s {
            %e = local view<f64, [n] dense>
            for par %j in %zero..%n {
              %a = load %x[%r, %j]
              store %e[%j], %a
            }
            %z = reduce sum lanes %p in %zero..%n {
              %b = load %e[%p]
              yield %b
            }
            for par %q in %zero..%n {
              %c = load %e[%q]
              %d = div %c, %z
              store %y[%r, %q], %d
            }
          }
        }
        """);
  }

  @Test
  void rejectsLocalArraySharedByIterations() {
    reject(
        "K0208",
        loop("""
        store %e[%i], %v
        %a = load %e[%zero]
        store %y[%i], %a
        """)
            .replace("for par", "%e = local view<f64, [n] dense>\n  for par"));
  }

  @Test
  void acceptsFlattenedIndices() {
    accept(
        """
        kernel k(%y out y: view<f64, [(a * b)]>, %x in x: view<f64, [a, b]>) {
          %zero = const i64 0
          %a = size a
          %b = size b
          for par %i in %zero..%a {
            for par %j in %zero..%b {
              %v = load %x[%i, %j]
              %row = mul %i, %b
              %at = add %row, %j
              store %y[%at], %v
            }
          }
        }
        """);
  }

  @Test
  void acceptsUnflattenedIndices() {
    accept(
        """
        kernel k(%y out y: view<f64, [a, b]>, %x in x: view<f64, [(a * b)]>) {
          %zero = const i64 0
          %count = size (a * b)
          %b = size b
          for par %i in %zero..%count {
            %row = div %i, %b
            %column = rem %i, %b
            %v = load %x[%i]
            store %y[%row, %column], %v
          }
        }
        """);
  }

  @Test
  void acceptsBlocksOfAPairedLoop() {
    accept(
        """
        kernel k(%y inout y: view<f64, [n]>, %v in v: f64) {
          %zero = const i64 0
          %four = const i64 4
          %blocks = size (n / 4)
          for par %b in %zero..%blocks {
            for par %i in %zero..%four {
              %first = mul %b, %four
              %at = add %first, %i
              store %y[%at], %v
            }
          }
        }
        """);
  }

  @Test
  void rejectsOverlappingBlocks() {
    reject(
        "K0207",
        """
        kernel k(%y inout y: view<f64, [n]>, %v in v: f64) {
          %zero = const i64 0
          %four = const i64 4
          %five = const i64 5
          %blocks = size (n / 4)
          for par %b in %zero..%blocks {
            for par %i in %zero..%five {
              %first = mul %b, %four
              %at = add %first, %i
              store %y[%at], %v
            }
          }
        }
        """);
  }

  @Test
  void rejectsDiagonalsWrittenByManyPairs() {
    reject(
        "K0207",
        """
        kernel k(%y inout y: view<f64, [n]>, %m in m: i64, %v in v: f64) {
          %zero = const i64 0
          %n = size n
          for par %i in %zero..%n {
            for par %j in %zero..%m {
              %at = add %i, %j
              store %y[%at], %v
            }
          }
        }
        """);
  }

  @Test
  void acceptsTriangleAndItsMirror() {
    accept(
        """
        kernel k(%a inout a: view<f64, [n, n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          for par %i in %zero..%n {
            %next = add %i, %one
            for par %j in %next..%n {
              %v = load %a[%i, %j]
              store %a[%j, %i], %v
            }
          }
        }
        """);
  }

  @Test
  void rejectsTransposeInPlace() {
    reject(
        "K0208",
        """
        kernel k(%a inout a: view<f64, [n, n]>) {
          %zero = const i64 0
          %n = size n
          for par %i in %zero..%n {
            for par %j in %zero..%n {
              %v = load %a[%i, %j]
              store %a[%j, %i], %v
            }
          }
        }
        """);
  }
}
