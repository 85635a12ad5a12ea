/// Source text to syntax tree. The tree is plain records; only the other classes of this package know
/// the generated parser.
///
/// ```java
/// var mistakes = new Mistakes();
/// Ast.File file = AstBuilder.parse(source, mistakes);     // whatever could be read, never an exception
/// ```
package dev.strake.frontend.ast;
