package dev.strake.cli.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A Java file as the compiler's parser sees it, so that no rule is fooled by comments or text
/// blocks.
record JavaSource(String file, CompilationUnitTree unit, SourcePositions positions) {
  /// @throws IllegalArgumentException if the text is not Java
  static JavaSource parse(String file, String text) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var sources = List.of(new Text(file, text));
    var task = (JavacTask) compiler.getTask(null, null, problems, null, null, sources);
    try {
      var unit = task.parse().iterator().next();
      if (!problems.getDiagnostics().isEmpty()) {
        throw new IllegalArgumentException("not Java: " + problems.getDiagnostics());
      }
      return new JavaSource(file, unit, Trees.instance(task).getSourcePositions());
    } catch (IOException impossible) {
      throw new AssertionError("the text is in memory", impossible);
    }
  }

  Finding finding(Tree where, String what) {
    var start = positions.getStartPosition(unit, where);
    return new Finding(file, unit.getLineMap().getLineNumber(start), what);
  }

  /// A file that exists only in memory.
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
