package dev.strake.ir.conformance;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.ViewType;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.text.LiteralReader;
import dev.strake.ir.text.Token;
import dev.strake.ir.text.TokenReader;
import dev.strake.ir.text.TypeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the `; run` lines of case files:
///
/// ```
/// run     = "; run" KERNEL ["every" "layout"] ["for" NAME "in" NUMBER..] ":"
///           {PARAMETER "=" input} "->" expectation
/// input   = literal | list | pattern ["[" size, .. "]"] ["broadcast" AXIS]
/// list    = "[" (literal | list), .. "]"
/// pattern = "any" "(" SEED ")" | "plain" "(" SEED ")" | "below" "(" SEED "," BOUND ")"
///         | "iota" | "fill" "(" literal ")" | "specials" | "left" | "right" | "stored" "(" NAME ")"
/// expectation = {RESULT "=" (literal | list | "hash" "(" HEX ")")} | "unknown" | "refused"
///         | "fails" KIND "at" LINE ["index" literal] | "out" "of" "range" "at" LINE
/// ```
final class RunReader {
  private static final String PREFIX = "; run ";

  private final TokenReader tokens;
  private final Program program;
  private final int line;

  private RunReader(TokenReader tokens, Program program, int line) {
    this.tokens = tokens;
    this.program = program;
    this.line = line;
  }

  /// Every run of a case file whose program is `program`.
  ///
  /// @throws dev.strake.ir.diag.CompileException naming the line and column of a mistake
  static List<Run> runs(String source, String text, Program program) {
    var runs = new ArrayList<Run>();
    var lines = text.lines().toList();
    for (var row = 0; row < lines.size(); row++) {
      if (lines.get(row).startsWith(PREFIX)) {
        var blank = "\n".repeat(row) + " ".repeat(PREFIX.length());
        var contents = lines.get(row).substring(PREFIX.length());
        var tokens = TokenReader.of(source, blank + contents);
        runs.add(new RunReader(tokens, program, row + 1).run());
      }
    }
    return runs;
  }

  private Run run() {
    var kernel = kernel();
    var arrangements = Arrangement.ONLY_DENSE;
    if (tokens.acceptWord("every")) {
      tokens.expectWord("layout");
      arrangements = List.of(Arrangement.values());
    }
    var variable = "";
    var values = new ArrayList<Long>();
    if (tokens.acceptWord("for")) {
      variable = tokens.name();
      tokens.expectWord("in");
      while (!tokens.isMark(":")) {
        values.add((long) tokens.count(Token.Kind.NUMBER));
      }
    } else {
      values.add(0L);
    }
    tokens.expect(":");
    var inputs = new LinkedHashMap<String, Input>();
    while (!tokens.accept("->")) {
      var parameter = parameter(kernel);
      inputs.put(parameter.name(), input(parameter));
    }
    var expected = expectation(kernel);
    tokens.expect(Token.Kind.END);
    tokens.throwMistakes();
    return new Run(line, kernel.name(), arrangements, variable, values, inputs, expected);
  }

  private Kernel kernel() {
    var token = tokens.peek();
    var kernel = program.kernel(tokens.name());
    if (kernel.isEmpty()) {
      throw tokens.mistake("I0002", token.span(), "there is no kernel " + token.shown());
    }
    return kernel.get();
  }

  /// `name =`
  private Parameter parameter(Kernel kernel) {
    var token = tokens.peek();
    var parameter = kernel.parameter(tokens.name());
    if (parameter.isEmpty()) {
      throw tokens.mistake("I0002", token.span(), "there is no parameter " + token.shown());
    }
    tokens.expect("=");
    return parameter.get();
  }

  private static ScalarType element(Parameter parameter) {
    return switch (parameter.value().type()) {
      case ScalarType scalar -> scalar;
      case ViewType view -> view.element();
    };
  }

  private Input input(Parameter parameter) {
    var type = element(parameter);
    if (!parameter.isView()) {
      return new Input.Scalar(new LiteralReader(tokens).bits(type));
    }
    return tokens.isMark("[") ? elements(type) : generated(type);
  }

  private Input generated(ScalarType type) {
    var pattern = pattern(type);
    var extents = List.<Size>of();
    if (tokens.accept("[")) {
      var sizes = new TypeReader(tokens);
      extents = tokens.listUntil("]", sizes::size);
    }
    var broadcast =
        tokens.acceptWord("broadcast") ? tokens.count(Token.Kind.NUMBER) : Input.NO_AXIS;
    return new Input.Generated(pattern, extents, broadcast);
  }

  private Pattern pattern(ScalarType type) {
    var token = tokens.peek();
    return switch (tokens.name()) {
      case "any" -> new Pattern.Any(argument());
      case "plain" -> new Pattern.Plain(argument());
      case "below" -> below();
      case "iota" -> new Pattern.Iota();
      case "fill" -> fill(type);
      case "specials" -> new Pattern.Specials();
      case "left" -> new Pattern.Left();
      case "right" -> new Pattern.Right();
      case "stored" -> stored();
      default ->
          throw tokens.mistake("I0002", token.span(), "there is no pattern " + token.shown());
    };
  }

  private int argument() {
    tokens.expect("(");
    var argument = tokens.count(Token.Kind.NUMBER);
    tokens.expect(")");
    return argument;
  }

  private Pattern stored() {
    tokens.expect("(");
    var name = tokens.name();
    tokens.expect(")");
    return new Pattern.Stored(name);
  }

  private Pattern below() {
    tokens.expect("(");
    var seed = tokens.count(Token.Kind.NUMBER);
    tokens.expect(",");
    var bound = tokens.count(Token.Kind.NUMBER);
    tokens.expect(")");
    return new Pattern.Below(seed, bound);
  }

  private Pattern fill(ScalarType type) {
    tokens.expect("(");
    var bits = new LiteralReader(tokens).bits(type);
    tokens.expect(")");
    return new Pattern.Fill(bits);
  }

  /// A list of lists of .. literals; one literal alone has rank 0.
  private Input.Elements elements(ScalarType type) {
    var extents = new ArrayList<Long>();
    var bits = new ArrayList<Long>();
    elements(type, 0, extents, bits);
    return new Input.Elements(extents, bits);
  }

  private void elements(ScalarType type, int depth, List<Long> extents, List<Long> bits) {
    if (!tokens.isMark("[")) {
      bits.add(new LiteralReader(tokens).bits(type));
      return;
    }
    var first = tokens.next();
    if (extents.size() == depth) {
      extents.add(-1L);
    }
    var items =
        tokens.listUntil(
            "]",
            () -> {
              elements(type, depth + 1, extents, bits);
              return depth;
            });
    var extent = (long) items.size();
    var before = extents.set(depth, extent);
    if (before != -1L && before != extent) {
      tokens.report("I0002", tokens.since(first), "rows have different lengths");
    }
  }

  private Expectation expectation(Kernel kernel) {
    if (tokens.acceptWord("unknown")) {
      return new Expectation.Unknown();
    }
    if (tokens.acceptWord("refused")) {
      return new Expectation.Refused();
    }
    if (tokens.isWord("fails")) {
      return fails();
    }
    if (tokens.isWord("out") && tokens.peekSecond().is(Token.Kind.NAME, "of")) {
      tokens.next();
      tokens.next();
      tokens.expectWord("range");
      tokens.expectWord("at");
      return new Expectation.OutOfRange(tokens.count(Token.Kind.NUMBER));
    }
    Map<String, Expectation.Contents> contents = new LinkedHashMap<>();
    while (tokens.peek().kind() != Token.Kind.END) {
      var parameter = parameter(kernel);
      contents.put(parameter.name(), contents(element(parameter)));
    }
    return new Expectation.Results(contents);
  }

  private Expectation.Contents contents(ScalarType type) {
    if (!tokens.acceptWord("hash")) {
      return new Expectation.Contents.Elements(elements(type).bits());
    }
    tokens.expect("(");
    var text = tokens.expect(Token.Kind.NUMBER).text();
    tokens.expect(")");
    return new Expectation.Contents.Hash(Long.parseUnsignedLong(text.substring(2), 16));
  }

  private Expectation fails() {
    tokens.expectWord("fails");
    var token = tokens.expect(Token.Kind.NAME);
    var kind =
        Arrays.stream(FailureKind.values())
            .filter(row -> row.name().equals(token.text()))
            .findFirst()
            .orElseThrow(
                () -> tokens.mistake("I0002", token.span(), "no failure is " + token.shown()));
    tokens.expectWord("at");
    var place = tokens.count(Token.Kind.NUMBER);
    var index = tokens.acceptWord("index") ? new LiteralReader(tokens).bits(ScalarType.I64) : 0;
    return new Expectation.Fails(kind, place, index);
  }
}
