package dev.strake.ir.binary;

import dev.strake.ir.Combine;
import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// Reads what [CodeWriter] wrote.
final class CodeReader {
  private final ByteReader in;
  private final TablesReader tables;
  private final Iterator<Integer> sites;
  private final List<Value> values = new ArrayList<>();

  /// @param sites those of everything that has one, in program order
  CodeReader(ByteReader in, TablesReader tables, Iterator<Integer> sites) {
    this.in = in;
    this.tables = tables;
    this.sites = sites;
  }

  List<Func> functions() {
    var functions = in.list(this::function);
    in.expectEnd();
    return functions;
  }

  List<Kernel> kernels() {
    var kernels = in.list(this::kernel);
    in.expectEnd();
    return kernels;
  }

  private Func function() {
    values.clear();
    return new Func(string(), region());
  }

  private Kernel kernel() {
    values.clear();
    var name = string();
    var parameters = in.list(this::parameter);
    var where = in.list(this::condition);
    var checks = in.list(this::launchCheck);
    return new Kernel(name, parameters, where, checks, region());
  }

  private Parameter parameter() {
    return new Parameter(string(), in.code(Codes.ROLE), define());
  }

  private Condition condition() {
    var left = size();
    var op = in.code(Codes.COMPARISON);
    return new Condition(left, op, size(), site());
  }

  private LaunchCheck launchCheck() {
    var view = string();
    var axis = in.number();
    var lowest = size();
    var highest = size();
    var extent = size();
    var loops = in.list(() -> new LaunchCheck.Span(size(), size()));
    return new LaunchCheck(view, axis, lowest, highest, extent, loops, site());
  }

  private Region region() {
    return in.nested(() -> new Region(definitions(), in.list(this::op), uses()));
  }

  private Op op() {
    return switch (in.code(Codes.OP)) {
      case CONST -> constant();
      case UNARY -> unary();
      case BINARY -> binary();
      case COMPARE -> compare();
      case SELECT -> select();
      case FMA -> fma();
      case CAST -> cast();
      case BITCAST -> bitcast();
      case COMPLEX -> complex();
      case PART -> part();
      case CALL -> call();
      case SIZE -> sizeOf();
      case LOCAL -> local();
      case LOAD -> load();
      case STORE -> new Op.Store(use(), uses(), use(), site());
      case CHECK_INDEX -> checkIndex();
      case CHECK_NONEMPTY -> new Op.CheckNonEmpty(use(), use(), site());
      case ASSERT -> assertion();
      case PRINT -> print();
      case IF -> branch();
      case WHILE -> whileLoop();
      case FOR -> forLoop();
      case REDUCE -> reduce();
      case SCAN -> scan();
      case SCATTER -> scatter();
    };
  }

  private Op constant() {
    var bits = in.signed();
    return new Op.Constant(define(), bits);
  }

  private Op unary() {
    var op = in.code(Codes.UNARY);
    var operand = use();
    return new Op.Unary(define(), op, operand);
  }

  private Op binary() {
    var op = in.code(Codes.BINARY);
    var left = use();
    var right = use();
    return new Op.Binary(define(), op, left, right, site());
  }

  private Op compare() {
    var op = in.code(Codes.COMPARISON);
    var left = use();
    var right = use();
    return new Op.Compare(define(), op, left, right);
  }

  private Op select() {
    var condition = use();
    var whenTrue = use();
    var whenFalse = use();
    return new Op.Select(define(), condition, whenTrue, whenFalse);
  }

  private Op fma() {
    var a = use();
    var b = use();
    var c = use();
    return new Op.Fma(define(), a, b, c);
  }

  private Op cast() {
    var operand = use();
    return new Op.Cast(define(), operand);
  }

  private Op bitcast() {
    var operand = use();
    return new Op.Bitcast(define(), operand);
  }

  private Op complex() {
    var real = use();
    var imaginary = use();
    return new Op.Complex(define(), real, imaginary);
  }

  private Op part() {
    var part = in.code(Codes.PART);
    var operand = use();
    return new Op.Part(define(), part, operand);
  }

  private Op call() {
    var function = string();
    var arguments = uses();
    return new Op.Call(define(), function, arguments);
  }

  private Op sizeOf() {
    var size = size();
    return new Op.SizeOf(define(), size);
  }

  private Op local() {
    return new Op.Local(define(), site());
  }

  private Op load() {
    var view = use();
    var indices = uses();
    return new Op.Load(define(), view, indices, site());
  }

  private Op checkIndex() {
    var index = use();
    var extent = use();
    return new Op.CheckIndex(define(), index, extent, site());
  }

  private Op assertion() {
    var message = string();
    return new Op.Assert(use(), message, site());
  }

  private Op print() {
    var texts = in.list(this::string);
    return new Op.Print(texts, uses(), site());
  }

  private Op branch() {
    var condition = use();
    return new Op.If(definitions(), condition, region(), region());
  }

  private Op whileLoop() {
    var initial = uses();
    var site = site();
    return new Op.While(definitions(), initial, region(), region(), site);
  }

  private Op forLoop() {
    var kind = loopKind();
    var lower = use();
    var upper = use();
    var initial = uses();
    if (!kind.carriesValues() && !initial.isEmpty()) {
      throw in.mistake("only a seq loop carries values");
    }
    var site = site();
    return new Op.For(definitions(), kind, lower, upper, initial, region(), site);
  }

  private LoopKind loopKind() {
    return switch (in.code(Codes.LOOP)) {
      case PAR -> LoopKind.PAR;
      case SEQ -> LoopKind.SEQ;
      case LANES -> {
        var count = in.number();
        if (count < 2 || Integer.bitCount(count) != 1) {
          throw in.mistake("lanes must be a power of two from 2, not " + count);
        }
        yield LoopKind.lanes(count);
      }
    };
  }

  private Op reduce() {
    var order = in.code(Codes.ORDER);
    var combine = combine();
    var lowers = uses();
    var uppers = uses();
    var site = site();
    var results = definitions();
    var body = region();
    return new Op.Reduce(results, combine.get(), order, lowers, uppers, body, site);
  }

  private Op scan() {
    var combine = combine();
    var lowers = uses();
    var uppers = uses();
    var site = site();
    var body = region();
    return new Op.Scan(combine.get(), lowers, uppers, body, region(), site);
  }

  /// Reads the part of a combination before the bounds; what it gives reads its region, behind the
  /// body.
  private Supplier<Combine> combine() {
    return switch (in.code(Codes.COMBINE)) {
      case BUILTIN -> {
        var op = in.code(Codes.REDUCTION);
        yield () -> Combine.of(op);
      }
      case CUSTOM -> {
        var empty = uses();
        yield () -> new Combine.Custom(region(), empty);
      }
    };
  }

  private Op scatter() {
    var op = in.code(Codes.UPDATE);
    var outside = in.code(Codes.OUTSIDE);
    var target = use();
    var lowers = uses();
    var uppers = uses();
    var site = site();
    return new Op.Scatter(target, op, outside, lowers, uppers, region(), site);
  }

  private String string() {
    return in.pick("string", tables.strings());
  }

  private Size size() {
    return tables.size(in);
  }

  private int site() {
    if (!sites.hasNext()) {
      throw in.mistake("the positions say nothing of this");
    }
    return sites.next();
  }

  private List<Value> definitions() {
    return in.list(this::define);
  }

  /// The next value, of the type that stands here.
  private Value define() {
    var value = new Value(values.size(), in.pick("type", tables.types()));
    values.add(value);
    return value;
  }

  private List<Value> uses() {
    return in.list(this::use);
  }

  /// A value defined before. Whether it is seen from here is for the verifier to say.
  private Value use() {
    return in.pick("value", values);
  }
}
