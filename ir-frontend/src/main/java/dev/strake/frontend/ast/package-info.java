/// Source text to syntax tree. The tree is plain records; only the other classes of this package
/// know the generated parser.
///
/// ```java
/// var mistakes = Mistakes.none();
/// Ast.File file = AstBuilder.parse(source, mistakes);   // whatever could be read
/// ```
package dev.strake.frontend.ast;
