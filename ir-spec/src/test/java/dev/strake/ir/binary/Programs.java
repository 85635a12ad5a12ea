package dev.strake.ir.binary;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Layout;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.ConformanceSuite;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.text.IrParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Programs to write and read.
final class Programs {
  private Programs() {}

  /// The programs of all conformance cases.
  static List<Program> conformance() {
    return ConformanceSuite.cases().stream().map(ConformanceCase::program).toList();
  }

  static Program checked(Program written) {
    return Pipeline.run(Pipelines.checked(), written);
  }

  static Program scheduled(Program checked) {
    return Pipeline.run(Pipelines.scheduled(CompileOptions.vectors(256)), checked);
  }

  /// A text with everything the text form knows.
  static String everything() {
    try (var in = Programs.class.getResourceAsStream("/text/everything.ir")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Program of(String text) {
    return IrParser.parse(text);
  }

  /// A program that holds every row of every family, legal or not.
  static Program ofEveryRow() {
    var text = everything();
    var known = of(text);
    var kernels = new ArrayList<>(known.kernels());
    kernels.add(types());
    kernels.add(loops());
    var functions = new ArrayList<>(known.functions());
    functions.add(scalarOps());
    return new Program(functions, kernels, known.sites());
  }

  private static Func scalarOps() {
    var ids = Ids.from(0);
    var number = ids.fresh(ScalarType.I32);
    var flag = ids.fresh(ScalarType.BOOL);
    var body = RegionBuilder.of(ids, List.of(number, flag));
    for (var op : UnaryOp.values()) {
      body.append(new Op.Unary(ids.fresh(ScalarType.I32), op, number));
    }
    for (var op : BinaryOp.values()) {
      body.append(new Op.Binary(ids.fresh(ScalarType.I32), op, number, number, 1));
    }
    for (var op : CompareOp.values()) {
      body.append(new Op.Compare(ids.fresh(ScalarType.BOOL), op, number, number));
    }
    for (var type : ScalarType.values()) {
      body.append(new Op.Cast(ids.fresh(type), number));
    }
    for (var part : ComplexPart.values()) {
      var pair = ids.fresh(ScalarType.COMPLEX64);
      body.append(new Op.Complex(pair, number, number));
      body.append(new Op.Part(ids.fresh(ScalarType.F32), part, pair));
    }
    return new Func("every row", body.end(List.of(number, flag)));
  }

  private static Kernel types() {
    var ids = Ids.from(0);
    var parameters = new ArrayList<Parameter>();
    var where = new ArrayList<Condition>();
    var checks = new ArrayList<LaunchCheck>();
    Size n = new Size.Symbol("n");
    for (var type : ScalarType.values()) {
      for (var layout : Layout.values()) {
        for (var role : Parameter.Role.values()) {
          var view = new ViewType(type, List.of(n, new Size.Constant(-3)), layout);
          parameters.add(new Parameter("x" + parameters.size(), role, ids.fresh(view)));
        }
      }
    }
    for (var operator : Size.Operator.values()) {
      var size = new Size.Combined(operator, n, new Size.Constant(Long.MIN_VALUE));
      where.add(new Condition(size, CompareOp.LT, n, 2));
      var span = new LaunchCheck.Span(size, n);
      checks.add(new LaunchCheck("x0", 1, n, size, n, List.of(span, span), 1));
    }
    return new Kernel("types", parameters, where, checks, Region.EMPTY);
  }

  private static Kernel loops() {
    var ids = Ids.from(0);
    var bound = ids.fresh(ScalarType.I64);
    var view = ids.fresh(ViewType.of(ScalarType.F64, List.of(new Size.Symbol("n"))));
    var parameters =
        List.of(
            new Parameter("b", Parameter.Role.IN, bound),
            new Parameter("x", Parameter.Role.INOUT, view));
    var ops = new ArrayList<Op>();
    for (var op : ReduceOp.values()) {
      for (var order : ReduceOrder.values()) {
        var result = List.of(ids.fresh(ScalarType.I64));
        var bounds = List.of(bound);
        ops.add(
            new Op.Reduce(result, Combine.of(op), order, bounds, bounds, identity(ids, bound), 2));
      }
    }
    for (var op : ScatterOp.values()) {
      for (var outside : OutOfBounds.values()) {
        var bounds = List.of(bound);
        ops.add(new Op.Scatter(view, op, outside, bounds, bounds, identity(ids, bound), 1));
      }
    }
    return new Kernel(
        "loops", parameters, List.of(), List.of(), new Region(List.of(), ops, List.of()));
  }

  private static Region identity(Ids ids, Value bound) {
    return new Region(List.of(ids.fresh(ScalarType.I64)), List.of(), List.of(bound));
  }

  /// The same program with other ids for its values and other places.
  static Program disguised(Program program) {
    return new Disguise().of(program);
  }
}
