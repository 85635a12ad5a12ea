package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LinearProverTest {
  private final Atoms atoms = new Atoms();
  private final LinearProver prover = new LinearProver(atoms);
  private final AffineForm x = atoms.symbol("x");
  private final AffineForm y = atoms.symbol("y");
  private final AffineForm z = atoms.symbol("z");

  private void check(boolean expected, AffineForm goal, Fact... facts) {
    var known = Facts.NONE;
    for (var fact : facts) {
      known = prover.learn(known, fact);
    }
    assertEquals(expected, prover.proves(known, goal));
  }

  private static AffineForm number(long value) {
    return AffineForm.of(value);
  }

  @Test
  void chainsInequalities() {
    check(true, z.minus(x).plus(-2), Fact.less(x, y), Fact.less(y, z));
    check(false, z.minus(x).plus(-3), Fact.less(x, y), Fact.less(y, z));
  }

  @Test
  void roundsToIntegers() {
    // 2x >= 1 means x >= 1.
    check(true, x.plus(-1), Fact.atMost(number(1), x.times(2)));
    check(false, x.plus(-2), Fact.atMost(number(1), x.times(2)));
  }

  @Test
  void refutesEquationsByDivisibility() {
    var odd = List.of(Fact.equal(x.times(2), y.times(2).plus(1)));
    assertEquals(true, prover.contradicts(List.of(), odd));
    var even = List.of(Fact.equal(x.times(2), y.times(2).plus(4)));
    assertEquals(false, prover.contradicts(List.of(), even));
  }

  @Test
  void usesInequationsAtTheBorder() {
    check(true, x.plus(-1), Fact.atMost(number(0), x), Fact.different(x, number(0)));
    check(true, x.plus(-1), Fact.different(x, number(0)), Fact.atMost(number(0), x));
    check(false, x.plus(-1), Fact.different(x, number(0)));
  }

  @Test
  void splitsCases() {
    var either = Fact.any(Fact.atMost(y, x), Fact.atMost(z, x));
    check(true, x, either, Fact.atMost(number(0), y), Fact.atMost(number(0), z));
    check(false, x, either, Fact.atMost(number(0), y));
  }

  @Test
  void knowsQuotientsAndExtremes() {
    var half = atoms.quotient(x, number(2));
    check(true, x.minus(half.times(2)));
    check(true, half.times(2).plus(1).minus(x));
    check(true, y.minus(atoms.minimum(x, y)));
    check(true, atoms.maximum(x, y).minus(x));
    check(true, atoms.maximum(x, y).plus(-3), Fact.atMost(number(3), y));
    check(false, atoms.minimum(x, y).plus(-3), Fact.atMost(number(3), y));
  }

  @Test
  void dividesConstantsOut() {
    assertEquals(x.plus(1), atoms.quotient(x.times(3).plus(5), number(3)));
    assertEquals(x.plus(-1), atoms.quotient(x.times(3).plus(-1), number(3)));
  }

  @Test
  void multipliesByWhatIsNotNegative() {
    var size = atoms.symbol("size");
    var isPositive = List.of(Fact.less(x, y));
    var product = atoms.product(y, size).minus(atoms.product(x, size)).minus(size);
    assertEquals(false, prover.proves(Facts.NONE.and(isPositive.getFirst()), product));
    atoms.narrow(size.atomAt(0), new Interval(0, 100));
    check(true, product, Fact.less(x, y));
  }

  @Test
  void provesAnythingWhereControlNeverGets() {
    check(true, y, Fact.less(y, z), Fact.less(z, y));
    check(true, x, Fact.FALSE);
  }

  @Test
  void claimsNothingAboutNumbersTooLarge() {
    var huge = x.times(Long.MAX_VALUE).plus(y);
    check(false, huge.minus(z), Fact.atMost(z, huge.plus(Long.MAX_VALUE)));
    assertEquals(Fact.TRUE, Fact.atMost(x.times(Long.MIN_VALUE), x));
    assertEquals(Fact.TRUE, Fact.less(number(Long.MAX_VALUE), number(Long.MIN_VALUE)));
  }
}
