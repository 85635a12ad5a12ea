/// The text form of programs: [dev.strake.ir.text.IrPrinter] writes it,
/// [dev.strake.ir.text.IrParser] reads it back to an equal program. IR.md has the grammar.
///
/// ```java
/// var program = IrParser.parse("kernel nothing() {}");
/// var text = IrPrinter.print(program);
/// ```
package dev.strake.ir.text;
