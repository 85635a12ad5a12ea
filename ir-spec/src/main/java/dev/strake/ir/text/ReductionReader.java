package dev.strake.ir.text;

import dev.strake.ir.Combine;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the ops that run a body for every tuple of binders: reduce, scan, scatter.
final class ReductionReader {
  private final OpReader ops;
  private final TokenReader tokens;
  private final ValueScope values;
  private final SiteReader sites;

  ReductionReader(OpReader ops, TokenReader tokens, ValueScope values, SiteReader sites) {
    this.ops = ops;
    this.tokens = tokens;
    this.values = values;
    this.sites = sites;
  }

  OpReader.Draft reduce(Token first) {
    var kind = combineWord();
    var order = word(ReduceOrder.values(), ReduceOrder::mnemonic, "an order");
    var bound = bound(first);
    var combine = combine(kind, bound.body());
    return new OpReader.Draft.Many(
        results ->
            new Op.Reduce(
                results,
                combine,
                order,
                bound.lowers(),
                bound.uppers(),
                bound.body(),
                bound.site()));
  }

  OpReader.Draft scan(Token first) {
    var kind = combineWord();
    var bound = bound(first);
    var combine = combine(kind, bound.body());
    tokens.expectWord("into");
    var told = new ArrayList<Type>(Collections.nCopies(bound.lowers().size(), ScalarType.I64));
    told.addAll(typesOf(bound.body()));
    var sink = ops.regionTail(parameters(told));
    return new OpReader.Draft.None(
        new Op.Scan(combine, bound.lowers(), bound.uppers(), bound.body(), sink, bound.site()));
  }

  OpReader.Draft scatter(Token first) {
    var op = word(ScatterOp.values(), ScatterOp::mnemonic, "an update");
    var outside = word(OutOfBounds.values(), OutOfBounds::mnemonic, "a rule for indices outside");
    var target = values.use();
    tokens.expectWord("for");
    var bound = bound(first);
    return new OpReader.Draft.None(
        new Op.Scatter(
            target, op, outside, bound.lowers(), bound.uppers(), bound.body(), bound.site()));
  }

  /// Which reduction; nothing for a custom one.
  private Optional<ReduceOp> combineWord() {
    if (tokens.acceptWord("custom")) {
      return Optional.empty();
    }
    return Optional.of(word(ReduceOp.values(), ReduceOp::mnemonic, "custom or a reduction"));
  }

  /// `by (%6, %7) empty %1 { .. }` of a custom combination.
  private Combine combine(Optional<ReduceOp> kind, Region body) {
    if (kind.isPresent()) {
      return Combine.of(kind.get());
    }
    tokens.expectWord("by");
    var told = typesOf(body);
    told.addAll(typesOf(body));
    tokens.expect("(");
    var targets = tokens.listUntil(")", values::target);
    var empty = tokens.acceptWord("empty") ? values.uses() : List.<Value>of();
    var parameters = values.define(targets, told);
    tokens.expect("{");
    return new Combine.Custom(ops.regionTail(parameters), empty);
  }

  /// The parameters of a region and its opening brace.
  private List<Value> parameters(List<Type> told) {
    tokens.expect("(");
    var parameters = values.define(tokens.listUntil(")", values::target), told);
    tokens.expect("{");
    return parameters;
  }

  private static List<Type> typesOf(Region body) {
    return new ArrayList<>(body.results().stream().map(Value::type).toList());
  }

  private <T> T word(T[] rows, Function<T, String> mnemonic, String what) {
    var row = OpReader.find(rows, mnemonic, tokens.peek());
    if (row.isEmpty()) {
      var known = Arrays.stream(rows).map(mnemonic).collect(Collectors.joining(", "));
      throw tokens.unexpected("%s (%s)".formatted(what, known));
    }
    tokens.next();
    return row.get();
  }

  /// A body and the ranges of its binders.
  private record Bound(List<Value> lowers, List<Value> uppers, Region body, int site) {}

  private Bound bound(Token first) {
    var ranges = tokens.list(ops::range);
    var site = sites.site(first);
    tokens.expect("{");
    var lowers = ranges.stream().map(OpReader.Range::lower).toList();
    var uppers = ranges.stream().map(OpReader.Range::upper).toList();
    var body = ops.regionTail(ranges.stream().map(OpReader.Range::index).toList());
    return new Bound(lowers, uppers, body, site);
  }
}
