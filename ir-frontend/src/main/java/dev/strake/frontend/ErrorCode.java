package dev.strake.frontend;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.Arrays;

/// Every kind of mistake the front end reports: a stable code and the sentence with places for the
/// names. K00 is reading, K01 names, K03 types, K04 sizes, K05 generics, K06 statements, K07 packs
/// of axes; K02 belongs to the range and race proofs on the IR. A code is never used for another
/// mistake.
public enum ErrorCode {
  UNREADABLE_FILE("K0001", "can't read `%s`: %s"),
  UNKNOWN_CHARACTER("K0002", "%s is not a character of the language"),
  MALFORMED_NUMBER("K0003", "`%s` is not a number"),
  UNCLOSED_TEXT("K0004", "this text has no closing quote on its line"),
  BLOCK_COMMENT("K0005", "comments start with `//` and end with the line"),
  UNCLOSED_BRACKET("K0006", "`%s` is never closed"),
  STRAY_BRACKET("K0007", "`%s` closes nothing"),
  TOO_DEEP("K0008", "this is nested more than %s levels deep"),
  UNEXPECTED("K0009", "expected %s, found %s"),
  RESERVED_WORD("K0010", "`%s` is a word of the language and can't be a name"),
  LOOP_WITHOUT_ORDER("K0011", "a loop says its order: `par for` or `seq for`"),
  RANGE_WITHOUT_END("K0012", "a range is written `lower..upper`"),
  IF_WITHOUT_ELSE("K0013", "an `if` used as a value needs an `else`"),
  CHAINED_COMPARISON("K0014", "comparisons can't be chained"),
  TOO_MANY_MISTAKES("K0015", "there are more than %s mistakes; the others are not shown"),
  MISPLACED_TUPLE("K0028", "this needs one value, found %s"),
  MISPLACED_SCAN("K0029", "a scan is the whole value of a local array"),
  UNKNOWN_ESCAPE("K0017", "`\\%s` means nothing in a text"),
  STRAY_BLOCK("K0018", "this block belongs to nothing"),
  STRAY_ELSE("K0019", "this `else` belongs to no `if`"),
  UNKNOWN_ORDER("K0020", "there is no order of reduction called `%s`"),
  REDUCTION_BODY("K0021", "`%s` takes %s, found %s"),
  MISPLACED_ARRAY("K0022", "a local array is declared with `let`"),
  MISPLACED("K0023", "%s can't stand here"),
  UNKNOWN_UPDATE("K0024", "there is no update `%s`"),
  UNKNOWN_OUTSIDE("K0025", "there is no rule `%s` for indices outside"),

  UNKNOWN_NAME("K0101", "nothing here is called `%s`"),
  UNKNOWN_FUNCTION("K0102", "there is no function `%s`"),
  UNKNOWN_TYPE("K0103", "there is no type `%s`"),
  UNKNOWN_REDUCTION("K0104", "there is no reduction `%s`"),
  UNKNOWN_IMPORT("K0105", "there is no library `%s`"),
  UNKNOWN_ANNOTATION("K0106", "there is no annotation `@%s`"),
  UNKNOWN_KERNEL("K0107", "%s has no kernel `%s`"),
  UNKNOWN_PARAMETER("K0108", "kernel `%s` has no parameter `%s`"),
  ALREADY_DECLARED("K0109", "`%s` is already declared"),
  BUILT_IN("K0110", "`%s` is built in and can't be declared again"),
  NOT_A_VALUE("K0111", "`%s` is %s, not a value"),
  KERNEL_CALLED("K0112", "`%s` is a kernel; only functions can be called"),
  RECURSION("K0113", "`%s` calls itself%s; recursion is not allowed"),
  UNKNOWN_SCAN("K0121", "there is no scan `%s`"),
  KERNEL_TOO_LARGE("K0122", "`%s` is too large when its calls are put in place: %s"),
  CALLS_TOO_DEEP("K0114", "calls below `%s` go more than %s levels deep"),
  CONSTANT_CYCLE("K0130", "`%s` is defined by itself"),
  CONSTANT_FAILS("K0131", "the value of `%s` can't be computed: %s"),
  AMBIGUOUS_NAME("K0132", "`%s` is in %s and in %s, which are both imported"),
  CANNOT_IMPORT("K0133", "can't import `%s`: %s"),
  IMPORTED_TWICE("K0134", "`%s` is imported twice"),
  IMPORT_CYCLE("K0135", "`%s` imports this file%s"),

  TYPE_MISMATCH("K0301", "this is %s, but %s is needed"),
  OPERATOR_TYPE("K0302", "%s is not defined on %s"),
  LITERAL_RANGE("K0303", "%s does not fit %s"),
  LITERAL_KIND("K0304", "%s is no %s"),
  ARGUMENT_COUNT("K0305", "`%s` takes %s, found %s"),
  NO_OVERLOAD("K0306", "no function `%s` takes (%s)"),
  AMBIGUOUS_CALL("K0307", "this call of `%s` could mean several functions"),
  NOT_AN_ARRAY("K0308", "`%s` is %s and can't be indexed"),
  INDEX_COUNT("K0309", "`%s` has %s, found %s"),
  ARRAY_AS_VALUE("K0310", "`%s` is a whole array; this needs one value"),
  CHAIN_TYPE("K0311", "`@%s` is an order for %s"),
  ARGUMENT_DTYPE("K0312", "parameter `%s` of kernel `%s` is %s, got %s"),
  SEVERAL_VALUES("K0321", "`%s` gives %s; this needs one"),
  VALUE_COUNT("K0322", "this gives %s instead of %s"),
  COMPONENT_TYPE("K0323", "value %s of this is %s, but %s is needed"),
  NOT_COMBINING("K0324", "`%s` does not combine two elements into one"),
  NO_COMBINATION("K0325", "no function `%s` combines elements of (%s)"),
  COMBINATION_FAILS("K0326", "`%s` can't combine elements: %s"),
  ONE_RANGE("K0327", "`%s` runs over one range"),

  NOT_A_SIZE("K0401", "%s can't be part of a size"),
  UNBOUND_SYMBOL("K0402", "nothing tells how large `%s` is"),
  SIZE_NOT_AT_LAUNCH("K0403", "the size of a local array must be known before the kernel runs"),
  LOWER_BOUND("K0404", "the indices of a local array start at 0"),
  NOT_A_CONDITION("K0405", "a `where` condition compares two sizes"),
  SIZE_TOO_LONG("K0406", "this size has more than %s terms"),
  NEGATIVE_SIZE("K0407", "a size can't be negative: %s"),
  RANGE_DEPENDS("K0408", "the ranges of %s can't depend on each other"),
  INDEX_OUTSIDE("K0409", "index `%s` of `%s` is always out of range"),
  SCAN_RANGES("K0411", "a scan runs over the ranges of the array it fills"),

  UNKNOWN_CLASS("K0501", "there is no class of types `%s`"),
  UNUSED_TYPE_PARAMETER("K0502", "no parameter of `%s` has the type `%s`"),
  TOO_MANY_INSTANCES("K0503", "`%s` stands for %s combinations of types; at most %s are allowed"),
  TWO_TYPES("K0504", "`%s` is %s by `%s` and %s by `%s`"),
  TYPE_NOT_ALLOWED("K0505", "`%s` can't be %s"),
  UNDETERMINED_TYPE("K0506", "nothing tells what type `%s` is"),
  UNKNOWN_TYPE_PARAMETER("K0507", "kernel `%s` has no type parameter `%s`"),

  ASSIGN_TO_CONSTANT("K0601", "`%s` is %s and can't be changed"),
  ASSIGN_IN_PARALLEL("K0602", "`%s` is shared by the iterations of this parallel loop"),
  ASSIGN_TO_ARRAY("K0603", "`%s` is an array; its elements are assigned one by one"),
  MISSING_RETURN("K0604", "`%s` does not return a value on every path"),
  MISPLACED_RETURN("K0605", "`return` ends a function; %s"),
  ARRAY_IN_FUNCTION("K0606", "a function without array parameters has no local arrays"),
  PARALLEL_IN_FUNCTION("K0607", "a function has no parallel loops"),
  NO_RESULT("K0608", "kernel `%s` has no result"),
  INOUT_SCALAR("K0609", "`%s` is one value and can't be `inout`"),
  MISPLACED_ANNOTATION("K0610", "`@%s` belongs to a function"),
  RAGGED_ARRAY("K0630", "the rows of this array differ: %s and %s"),
  ARRAY_SHAPE("K0631", "this is %s, but %s is declared"),
  ARRAY_NEEDED("K0632", "parameter `%s` of kernel `%s` is an array; this is no name of one"),
  ARGUMENT_RANK("K0633", "parameter `%s` of kernel `%s` has %s, found %s"),
  ARGUMENT_CHANGES("K0634", "kernel `%s` changes `%s`, which was declared with `let`"),
  RESULT_COUNT("K0635", "kernel `%s` has %s, found %s for them"),

  PACK_AS_VALUE("K0701", "`%s` is a pack of axes, not one size"),
  PACK_INDEX_AS_VALUE("K0702", "`%s` runs over all axes of `..%s` and is no single number"),
  PACK_SUBSCRIPT("K0703", "this axis of `%s` is `%s`, but `%s` runs over `..%s`"),
  SUBSCRIPT_OF_PACK("K0704", "the axes `..%s` of `%s` need an index that runs over `..%s`"),
  UNBOUND_PACK("K0705", "nothing tells how many axes `..%s` has"),
  TWO_PACKS("K0706", "the packs of axes of `%s` can't be told apart"),
  PACK_IN_FUNCTION("K0707", "a function has no packs of axes"),
  TOO_FEW_AXES("K0708", "parameter `%s` of kernel `%s` has at least %s, got %s"),
  TWO_RANKS("K0709", "`..%s` is %s by `%s` and %s by `%s`"),
  UNKNOWN_PACK("K0710", "kernel `%s` has no pack of axes `%s`"),
  RANK_NOT_ALLOWED("K0711", "`..%s` can be 0 to %s axes, not %s"),

  SLICE_AS_VALUE("K0801", "a slice of `%s` is no value; it can only be passed to a function"),
  INOUT_ARRAY("K0802", "`%s` can't be `inout`: a function changes no arrays"),
  ARRAY_RANK("K0803", "`%s` takes an array of %s, found %s"),
  ARRAY_TYPE("K0804", "`%s` holds %s, but `%s` takes an array of %s"),
  EXTENTS_DIFFER("K0805", "`%s` is `%s` by `%s`, but `%s` by `%s`"),
  FIXED_EXTENT("K0806", "this axis of `%s` is `%s`, but %s is needed"),
  LOCAL_ARRAY_IN_ELEMENT("K0807", "`%s` makes a local array, which one element can't do");

  private final String code;
  private final String template;

  ErrorCode(String code, String template) {
    this.code = code;
    this.template = template;
  }

  /// The stable code, such as `K0101`.
  public String code() {
    return code;
  }

  /// The sentence about these names. A name longer than 60 letters is cut.
  public String message(Object... names) {
    return template.formatted(Arrays.stream(names).map(ErrorCode::shortened).toArray());
  }

  /// The diagnostic at a place of the source.
  public Diagnostic at(SourceSpan span, Object... names) {
    return Diagnostic.error(code, span, message(names));
  }

  private static String shortened(Object name) {
    var text = String.valueOf(name);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
