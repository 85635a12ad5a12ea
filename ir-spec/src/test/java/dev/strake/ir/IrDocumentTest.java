package dev.strake.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Rule;
import dev.strake.ir.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// IR.md is complete, and its examples are programs.
final class IrDocumentTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("^```ir( \\w+)?\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static String document() throws IOException {
    return Files.readString(Path.of("IR.md"));
  }

  @Test
  void everyWordOfTheTextFormIsDescribed() throws IOException {
    var document = document();
    var words = new ArrayList<String>();
    Arrays.stream(ScalarType.values()).map(ScalarType::mnemonic).forEach(words::add);
    Arrays.stream(UnaryOp.values()).map(UnaryOp::mnemonic).forEach(words::add);
    Arrays.stream(BinaryOp.values()).map(BinaryOp::mnemonic).forEach(words::add);
    Arrays.stream(CompareOp.values()).map(CompareOp::mnemonic).forEach(words::add);
    Arrays.stream(ReduceOp.values()).map(ReduceOp::mnemonic).forEach(words::add);
    Arrays.stream(ReduceOrder.values()).map(ReduceOrder::mnemonic).forEach(words::add);
    Arrays.stream(Layout.values()).map(Layout::mnemonic).forEach(words::add);
    Arrays.stream(Parameter.Role.values()).map(Parameter.Role::mnemonic).forEach(words::add);
    Arrays.stream(FailureKind.values()).map(FailureKind::name).forEach(words::add);
    for (var word : words) {
      assertTrue(document.contains("`" + word + "`"), word);
    }
  }

  /// The text form's word for each kind of op; the op families have their own words.
  @Test
  void everyOpHasAnExample() throws IOException {
    var examples = String.join("\n", examples());
    for (var op : OpKinds.all()) {
      var name = op.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      var word =
          switch (name) {
            case "constant" -> "const";
            case "size_of" -> "size";
            case "check_non_empty" -> "check_nonempty";
            case "unary" -> "neg";
            case "binary" -> "add";
            case "compare" -> "eq";
            case "part" -> "real";
            default -> name;
          };
      assertTrue(examples.contains(word + " "), word);
    }
    Stream.of(UnaryOp.values())
        .forEach(op -> assertTrue(examples.contains("= " + op.mnemonic() + " "), op.mnemonic()));
    Stream.of(BinaryOp.values())
        .forEach(op -> assertTrue(examples.contains("= " + op.mnemonic() + " "), op.mnemonic()));
    Stream.of(CompareOp.values())
        .forEach(op -> assertTrue(examples.contains("= " + op.mnemonic() + " "), op.mnemonic()));
    Stream.of(ReduceOp.values())
        .forEach(op -> assertTrue(examples.contains("reduce " + op.mnemonic()), op.mnemonic()));
  }

  @Test
  void everyRuleIsStatedAsTheVerifierStatesIt() throws IOException {
    var document = document();
    for (var rule : Rule.values()) {
      var row = "| " + rule + " | " + rule.statement() + " |";
      assertTrue(document.contains(row), row);
    }
  }

  @Test
  void failureCodesAreTheOnesOfTheAbi() throws IOException {
    var document = document();
    for (var kind : FailureKind.values()) {
      assertTrue(document.contains("| " + kind.code() + " | `" + kind + "` |"), kind.name());
    }
  }

  private static List<String> examples() throws IOException {
    return EXAMPLE.matcher(document()).results().map(match -> match.group(2)).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsALegalProgram() throws IOException {
    return EXAMPLE
        .matcher(document())
        .results()
        .map(
            match -> {
              var form = match.group(1) == null ? "WRITTEN" : match.group(1).strip();
              var text = match.group(2);
              var name = text.lines().findFirst().orElseThrow();
              return DynamicTest.dynamicTest(
                  name, () -> check(text, Backend.Form.valueOf(form.toUpperCase(Locale.ROOT))));
            });
  }

  private static void check(String text, Backend.Form form) {
    var program = IrParser.parse("IR.md", text);
    assertEquals(List.of(), Verifier.verify(program, form));
    assertEquals(program, IrParser.parse(IrPrinter.print(program)));
    assertEquals(text.replace("\n\n", "\n"), IrPrinter.print(program).replace("\n\n", "\n"));
  }
}
