package dev.strake.ir.binary;

import dev.strake.ir.Combine;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.binary.Tag.CombineTag;
import dev.strake.ir.binary.Tag.LoopTag;
import dev.strake.ir.binary.Tag.OpTag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes functions or kernels. Sites don't go to the code but to a list of their own.
///
/// Each op is its tag, what it is made of, its operands, the types of its results, its regions.
/// That is the order of the text form too, so values are numbered from top to bottom.
final class CodeWriter {
  private final TablesWriter tables;
  private final List<Integer> sites;
  private final ByteWriter out = new ByteWriter();
  private final Map<Value, Integer> numbers = new HashMap<>();
  private final Set<Integer> ids = new HashSet<>();
  private int depth;

  /// @param tables takes what the code names
  /// @param sites takes the sites
  CodeWriter(TablesWriter tables, List<Integer> sites) {
    this.tables = tables;
    this.sites = sites;
  }

  byte[] functions(List<Func> functions) {
    out.unsigned(functions.size());
    for (var function : functions) {
      startDefinition(function.name());
      region(function.body());
    }
    return out.toByteArray();
  }

  byte[] kernels(List<Kernel> kernels) {
    out.unsigned(kernels.size());
    for (var kernel : kernels) {
      startDefinition(kernel.name());
      out.unsigned(kernel.parameters().size());
      for (var parameter : kernel.parameters()) {
        string(parameter.name()).code(Codes.ROLE, parameter.role());
        define(parameter.value());
      }
      out.unsigned(kernel.where().size());
      kernel.where().forEach(this::condition);
      out.unsigned(kernel.launchChecks().size());
      kernel.launchChecks().forEach(this::launchCheck);
      region(kernel.body());
    }
    return out.toByteArray();
  }

  private void startDefinition(String name) {
    numbers.clear();
    ids.clear();
    string(name);
  }

  private void condition(Condition condition) {
    size(condition.left());
    code(Codes.COMPARISON, condition.op());
    size(condition.right());
    site(condition.site());
  }

  private void launchCheck(LaunchCheck check) {
    string(check.view()).number("axis", check.axis());
    size(check.lowest());
    size(check.highest());
    size(check.extent());
    out.unsigned(check.loops().size());
    for (var span : check.loops()) {
      size(span.lower());
      size(span.upper());
    }
    site(check.site());
  }

  private CodeWriter region(Region region) {
    TablesWriter.limitDepth(++depth);
    define(region.parameters());
    out.unsigned(region.ops().size());
    region.ops().forEach(this::op);
    uses(region.results());
    depth--;
    return this;
  }

  private void op(Op op) {
    switch (op) {
      case Op.Constant(var result, var bits) -> {
        tag(OpTag.CONST).out.signed(bits);
        define(result);
      }
      case Op.Unary(var result, var word, var operand) ->
          tag(OpTag.UNARY).code(Codes.UNARY, word).use(operand).define(result);
      case Op.Binary(var result, var word, var left, var right, var site) ->
          tag(OpTag.BINARY).code(Codes.BINARY, word).use(left).use(right).site(site).define(result);
      case Op.Compare(var result, var word, var left, var right) ->
          tag(OpTag.COMPARE).code(Codes.COMPARISON, word).use(left).use(right).define(result);
      case Op.Select(var result, var condition, var whenTrue, var whenFalse) ->
          tag(OpTag.SELECT).use(condition).use(whenTrue).use(whenFalse).define(result);
      case Op.Fma(var result, var a, var b, var c) ->
          tag(OpTag.FMA).use(a).use(b).use(c).define(result);
      case Op.Cast(var result, var operand) -> tag(OpTag.CAST).use(operand).define(result);
      case Op.Bitcast(var result, var operand) -> tag(OpTag.BITCAST).use(operand).define(result);
      case Op.Complex(var result, var real, var imaginary) ->
          tag(OpTag.COMPLEX).use(real).use(imaginary).define(result);
      case Op.Part(var result, var part, var operand) ->
          tag(OpTag.PART).code(Codes.PART, part).use(operand).define(result);
      case Op.Call(var result, var function, var arguments) -> {
        tag(OpTag.CALL).string(function);
        uses(arguments).define(result);
      }
      case Op.SizeOf(var result, var size) -> tag(OpTag.SIZE).size(size).define(result);
      case Op.Local(var result, var site) -> tag(OpTag.LOCAL).site(site).define(result);
      case Op.Load(var result, var view, var indices, var site) ->
          tag(OpTag.LOAD).use(view).uses(indices).site(site).define(result);
      case Op.Store(var view, var indices, var value, var site) ->
          tag(OpTag.STORE).use(view).uses(indices).use(value).site(site);
      case Op.CheckIndex(var result, var index, var extent, var site) ->
          tag(OpTag.CHECK_INDEX).use(index).use(extent).site(site).define(result);
      case Op.CheckNonEmpty(var lower, var upper, var site) ->
          tag(OpTag.CHECK_NONEMPTY).use(lower).use(upper).site(site);
      case Op.Assert(var condition, var message, var site) -> {
        tag(OpTag.ASSERT).string(message);
        use(condition).site(site);
      }
      case Op.Print(var texts, var values, var site) -> {
        tag(OpTag.PRINT);
        out.unsigned(texts.size());
        texts.forEach(this::string);
        uses(values).site(site);
      }
      case Op.Structured structured -> structured(structured);
    }
  }

  private void structured(Op.Structured op) {
    switch (op) {
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          tag(OpTag.IF).use(condition).define(results).region(whenTrue).region(whenFalse);
      case Op.While(var results, var initial, var condition, var body, var site) ->
          tag(OpTag.WHILE).uses(initial).site(site).define(results).region(condition).region(body);
      case Op.For(var results, var kind, var lower, var upper, var initial, var body, var site) ->
          tag(OpTag.FOR)
              .loop(kind)
              .use(lower)
              .use(upper)
              .uses(initial)
              .site(site)
              .define(results)
              .region(body);
      case Op.Reduce(var results, var combine, var order, var from, var to, var body, var site) ->
          tag(OpTag.REDUCE)
              .code(Codes.ORDER, order)
              .combine(combine)
              .uses(from)
              .uses(to)
              .site(site)
              .define(results)
              .region(body)
              .combination(combine);
      case Op.Scan(var combine, var from, var to, var body, var sink, var site) ->
          tag(OpTag.SCAN)
              .combine(combine)
              .uses(from)
              .uses(to)
              .site(site)
              .region(body)
              .combination(combine)
              .region(sink);
      case Op.Scatter(var target, var word, var outside, var from, var to, var body, var site) ->
          tag(OpTag.SCATTER)
              .code(Codes.UPDATE, word)
              .code(Codes.OUTSIDE, outside)
              .use(target)
              .uses(from)
              .uses(to)
              .site(site)
              .region(body);
    }
  }

  private CodeWriter loop(LoopKind kind) {
    switch (kind) {
      case LoopKind.Par _ -> code(Codes.LOOP, LoopTag.PAR);
      case LoopKind.Seq _ -> code(Codes.LOOP, LoopTag.SEQ);
      case LoopKind.Lanes(var count) -> code(Codes.LOOP, LoopTag.LANES).out.unsigned(count);
    }
    return this;
  }

  /// The part of a combination that stands before the bounds.
  private CodeWriter combine(Combine combine) {
    return switch (combine) {
      case Combine.Builtin(var word) ->
          code(Codes.COMBINE, CombineTag.BUILTIN).code(Codes.REDUCTION, word);
      case Combine.Custom(_, var empty) -> code(Codes.COMBINE, CombineTag.CUSTOM).uses(empty);
    };
  }

  /// Its region, which stands behind the body.
  private CodeWriter combination(Combine combine) {
    combine.regions().forEach(this::region);
    return this;
  }

  private CodeWriter tag(OpTag tag) {
    return code(Codes.OP, tag);
  }

  private <T> CodeWriter code(Family<T> family, T row) {
    out.code(family, row);
    return this;
  }

  private ByteWriter string(String text) {
    return out.unsigned(tables.string(text));
  }

  private CodeWriter size(Size size) {
    tables.size(out, size);
    return this;
  }

  private CodeWriter site(int site) {
    if (site < 0) {
      throw new IllegalArgumentException("site " + site + " is negative (R20)");
    }
    sites.add(site);
    return this;
  }

  private CodeWriter define(List<Value> values) {
    out.unsigned(values.size());
    values.forEach(this::define);
    return this;
  }

  private void define(Value value) {
    if (!ids.add(value.id())) {
      throw new IllegalArgumentException(value + " has two definitions (R2)");
    }
    numbers.put(value, numbers.size());
    out.unsigned(tables.type(value.type()));
  }

  private CodeWriter uses(List<Value> values) {
    out.unsigned(values.size());
    values.forEach(this::use);
    return this;
  }

  private CodeWriter use(Value value) {
    var number = numbers.get(value);
    if (number == null) {
      throw new IllegalArgumentException(
          value + " is not defined before its use as a " + value.type() + " (R3)");
    }
    out.unsigned(number);
    return this;
  }
}
