package dev.strake.codegen.vector;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A generated class as text for people: a line an instruction, labels numbered.
final class ClassListing {
  private final StringBuilder text = new StringBuilder();
  private final Map<Object, Integer> labels = new HashMap<>();

  private ClassListing() {}

  static String of(byte[] bytes) {
    var listing = new ClassListing();
    ClassFile.of().parse(bytes).methods().forEach(listing::print);
    return listing.text.toString();
  }

  private void print(MethodModel method) {
    labels.clear();
    text.append(method.methodName().stringValue())
        .append(method.methodTypeSymbol().displayDescriptor())
        .append('\n');
    method.code().ifPresent(code -> code.forEach(this::print));
    text.append('\n');
  }

  private void print(CodeElement element) {
    switch (element) {
      case LabelTarget target -> text.append("L").append(number(target.label())).append(":\n");
      case Instruction instruction ->
          text.append("    ").append(describe(instruction)).append('\n');
      // Frames, line numbers and other attributes say nothing about what is executed.
      case CodeElement _ -> {}
    }
  }

  private String describe(Instruction instruction) {
    var name = instruction.opcode().name().toLowerCase(Locale.ROOT);
    return switch (instruction) {
      case LoadInstruction load -> name + " " + load.slot();
      case StoreInstruction store -> name + " " + store.slot();
      case ConstantInstruction constant -> name + " " + constant.constantValue();
      case BranchInstruction branch -> name + " L" + number(branch.target());
      case FieldInstruction field ->
          name + " " + simpleName(field.owner().asInternalName()) + "." + field.name();
      case InvokeInstruction call ->
          name
              + " "
              + simpleName(call.owner().asInternalName())
              + "."
              + call.name()
              + call.typeSymbol().displayDescriptor();
      case Instruction _ -> name;
    };
  }

  private int number(Object label) {
    return labels.computeIfAbsent(label, _ -> labels.size());
  }

  private static String simpleName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1);
  }
}
