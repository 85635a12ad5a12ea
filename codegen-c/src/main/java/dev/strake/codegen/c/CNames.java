package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.launch.RecordLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The C text of every value, and the declarations of what comes out of the launch record.
///
/// A value `%7` is `v7`; parameters and size symbols keep their names where C allows. Slots of the
/// record are read into constants when they are first mentioned, so a kernel declares what it uses.
final class CNames {
  private static final Set<String> RESERVED =
      Set.of(
          ("auto break case char const continue default do double else enum extern float for goto"
                  + " if inline int long register restrict return short signed sizeof static struct"
                  + " switch typedef union unsigned void volatile while asm typeof bool true false"
                  + " record lane fail memcpy memset INDEPENDENT NULL")
              .split(" "));

  /// Shapes of names that the emitter, the prelude and the standard headers use.
  private static final Pattern OURS =
      Pattern.compile(
          "v[0-9].*|next[0-9]+|[_0-9].*|.*_[sd][0-9]+|([ui](8|16|32|64)|f32|f64|bool8?)(x[0-9]+)?(_.*)?"
              + "|.*_t|[A-Z][A-Z0-9_]{2,}");

  private final RecordLayout layout;
  private final Set<String> taken = new HashSet<>();
  private final Map<Value, String> texts = new HashMap<>();
  private final Map<Value, Parameter> parameters = new HashMap<>();
  private final Map<String, Parameter> scalars = new HashMap<>();
  private final Map<String, String> parameterNames = new HashMap<>();
  private final Map<Size, String> sizeNames = new HashMap<>();
  private final Map<Integer, String> declarations = new TreeMap<>();

  CNames(Kernel kernel, RecordLayout layout) {
    this.layout = layout;
    for (var parameter : kernel.parameters()) {
      if (!parameter.isView()) {
        scalars.put(parameter.name(), parameter);
      }
      parameters.put(parameter.value(), parameter);
      parameterNames.put(parameter.name(), unique(parameter.name()));
    }
    for (var size : layout.sizes()) {
      sizeNames.put(size, unique(size instanceof Size.Symbol(var name) ? name : "size"));
    }
  }

  /// `name` with every character C does not know replaced: an identifier, if it starts with a
  /// letter.
  static String sanitized(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  /// `text` for use within a comment: nothing in it ends one, not even over the end of a line.
  static String commented(String text) {
    return text.replaceAll("[^A-Za-z0-9_ .,:<>()\\[\\]+*/%=-]", "_").replace("*/", "* /");
  }

  /// `name`, or something like it that means nothing else in C.
  private String unique(String name) {
    var plain = sanitized(name);
    var base =
        RESERVED.contains(plain) || OURS.matcher(plain).matches() ? "p_" + plain + "_" : plain;
    var candidate = base;
    for (var number = 1; !taken.add(candidate); number++) {
      candidate = base + number + "_";
    }
    return candidate;
  }

  /// The local variable a value gets: `v7`.
  static String variable(Value value) {
    return "v" + value.id();
  }

  boolean isParameter(Value value) {
    return parameters.containsKey(value);
  }

  /// Lets a value stand for a text other than its variable: a literal, another variable.
  void bind(Value value, String text) {
    texts.put(value, text);
  }

  /// The C expression for a scalar value; an atom.
  String text(Value value) {
    if (texts.containsKey(value)) {
      return texts.get(value);
    }
    return parameters.containsKey(value) ? scalar(parameters.get(value)) : variable(value);
  }

  /// A size that the body reads; the launch has computed it.
  String size(Size size) {
    if (size instanceof Size.Constant(var value)) {
      return CExpressions.literal(ScalarType.I64, value);
    }
    if (size instanceof Size.Symbol(var symbol) && scalars.containsKey(symbol)) {
      return scalar(scalars.get(symbol));
    }
    var name = sizeNames.get(size);
    var comment = size instanceof Size.Combined ? " /* " + commented(size.toString()) + " */" : "";
    declare(layout.size(size), "i64", name, slot(layout.size(size)) + comment);
    return name;
  }

  private String scalar(Parameter parameter) {
    var type = parameter.value().scalar();
    var slot = layout.scalar(parameter.value());
    var name = parameterNames.get(parameter.name());
    declare(slot, CType.ofValue(type), name, CType.fromSlot(type, slot(slot)));
    return name;
  }

  /// The element of a view at these indices: `x[v3 * w + v4]`.
  String element(Value view, List<Value> indices) {
    var type = view.view();
    var texts = indices.stream().map(this::text).toList();
    if (texts.isEmpty()) {
      return pointer(view) + "[0]";
    }
    var isDense = type.layout() == Layout.ROW_MAJOR;
    return pointer(view) + "[" + (isDense ? dense(view, texts) : strided(view, texts)) + "]";
  }

  /// Strides follow from the extents, which dense views have in common more often than strides.
  private String dense(Value view, List<String> indices) {
    var index = indices.getFirst();
    for (var axis = 1; axis < indices.size(); axis++) {
      var outer = axis == 1 ? index : "(" + index + ")";
      index = outer + " * " + extent(view, axis) + " + " + indices.get(axis);
    }
    return index;
  }

  private String extent(Value view, int axis) {
    var size = view.view().dims().get(axis);
    if (size instanceof Size.Constant || sizeNames.containsKey(size)) {
      return size(size);
    }
    var slot = layout.extent(view, axis);
    var name = viewName(view) + "_d" + axis;
    declare(slot, "i64", name, slot(slot));
    return name;
  }

  private String strided(Value view, List<String> indices) {
    var terms = new ArrayList<String>();
    for (var axis = 0; axis < indices.size(); axis++) {
      var isUnit = axis == indices.size() - 1 && view.view().layout().hasUnitInnerStride();
      terms.add(indices.get(axis) + (isUnit ? "" : " * " + stride(view, axis)));
    }
    return String.join(" + ", terms);
  }

  private String stride(Value view, int axis) {
    var slot = layout.stride(view, axis);
    var name = viewName(view) + "_s" + axis;
    declare(slot, "i64", name, slot(slot));
    return name;
  }

  /// The address of a view's first element, or a local array.
  private String pointer(Value view) {
    if (texts.containsKey(view)) {
      return texts.get(view);
    }
    var slot = layout.address(view);
    var isRead = parameters.containsKey(view) && !parameters.get(view).role().isWritten();
    var target = (isRead ? "const " : "") + CType.inMemory(view.view().element()) + " *";
    var name = viewName(view);
    declarations.put(slot, target + "const " + name + " = (" + target + ")(intptr_t)" + slot(slot));
    return name;
  }

  private String viewName(Value view) {
    return parameters.containsKey(view)
        ? parameterNames.get(parameters.get(view).name())
        : variable(view);
  }

  private static String slot(int slot) {
    return "record[" + slot + "]";
  }

  private void declare(int slot, String type, String name, String value) {
    declarations.put(slot, "const " + type + " " + name + " = " + value);
  }

  /// The constants mentioned so far, in the order of their slots.
  List<String> declarations() {
    return declarations.values().stream().map(line -> line + ";").toList();
  }
}
