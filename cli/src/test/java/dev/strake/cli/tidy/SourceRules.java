package dev.strake.cli.tidy;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules on one file. Each takes a text and returns what it finds, so that each can be tested on a
/// few lines.
final class SourceRules {
  static final int MAX_LINES = 600;

  private static final Set<String> EMPTY_WORDS =
      Set.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Abstract", "Data");
  private static final Set<String> LEFTOVER_PACKAGES =
      Set.of("util", "utils", "helper", "helpers", "common", "misc");
  private static final Set<String> CONSOLE = Set.of("System.out", "System.err", "System.exit");
  // The brackets keep this line from being found.
  private static final Pattern NOTE_TO_SELF = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b");
  private static final Pattern WORD = Pattern.compile("\\p{Lu}?[^\\p{Lu}]+|\\p{Lu}+(?!\\p{Ll})");

  private SourceRules() {}

  /// A file of more than [#MAX_LINES] lines holds more than one idea.
  static List<Finding> length(String file, String text) {
    var lines = text.lines().count();
    return lines <= MAX_LINES
        ? List.of()
        : List.of(new Finding(file, lines, lines + " lines, at most " + MAX_LINES));
  }

  /// A known limit is told to users as an error; plans belong to the issue tracker.
  static List<Finding> notesToSelf(String file, String text) {
    var findings = new ArrayList<Finding>();
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (NOTE_TO_SELF.matcher(lines.get(i)).find()) {
        findings.add(new Finding(file, i + 1, "a note to ourselves: " + lines.get(i).strip()));
      }
    }
    return List.copyOf(findings);
  }

  /// Imports name what they import.
  static List<Finding> wildcardImports(JavaSource source) {
    return source.unit().getImports().stream()
        .filter(line -> line.isModule() || isWildcard(line))
        .map(line -> source.finding(line, "import without naming the class"))
        .toList();
  }

  private static boolean isWildcard(ImportTree line) {
    return line.getQualifiedIdentifier().toString().endsWith(".*");
  }

  /// Names say what a thing is, not that it is a leftover.
  static List<Finding> emptyNames(JavaSource source) {
    var findings = new ArrayList<Finding>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitPackage(PackageTree tree, Void nothing) {
        for (var part : tree.getPackageName().toString().split("\\.")) {
          if (LEFTOVER_PACKAGES.contains(part)) {
            findings.add(source.finding(tree, "a package for leftovers: " + part));
          }
        }
        return super.visitPackage(tree, nothing);
      }

      @Override
      public Void visitClass(ClassTree tree, Void nothing) {
        var name = tree.getSimpleName().toString();
        WORD.matcher(name)
            .results()
            .map(word -> word.group())
            .filter(EMPTY_WORDS::contains)
            .forEach(word -> findings.add(source.finding(tree, word + " says nothing in " + name)));
        return super.visitClass(tree, nothing);
      }
    }.scan(source.unit(), null);
    return List.copyOf(findings);
  }

  /// Only the command prints and exits.
  static List<Finding> consoleUse(JavaSource source) {
    var findings = new ArrayList<Finding>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
        if (CONSOLE.contains(tree.toString())) {
          findings.add(source.finding(tree, tree + " outside the command"));
        }
        return super.visitMemberSelect(tree, nothing);
      }
    }.scan(source.unit(), null);
    return List.copyOf(findings);
  }

  /// A switch over a closed family lists its members, so that a new one stops the build. A switch
  /// over numbers, characters or texts can't be complete without `default` and may have it: its
  /// labels are literals, or qualified names as in `case StrakeLexer.PLUS`.
  static List<Finding> defaultArms(JavaSource source) {
    var findings = new ArrayList<Finding>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitSwitch(SwitchTree tree, Void nothing) {
        check(tree, tree.getCases());
        return super.visitSwitch(tree, nothing);
      }

      @Override
      public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
        check(tree, tree.getCases());
        return super.visitSwitchExpression(tree, nothing);
      }

      private void check(Tree tree, List<? extends CaseTree> cases) {
        var labels = cases.stream().flatMap(arm -> arm.getLabels().stream()).toList();
        var hasDefault = labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
        if (hasDefault && labels.stream().noneMatch(SourceRules::isOpenConstant)) {
          findings.add(source.finding(tree, "switch with default over a closed family"));
        }
      }
    }.scan(source.unit(), null);
    return List.copyOf(findings);
  }

  private static boolean isOpenConstant(CaseLabelTree label) {
    return label instanceof ConstantCaseLabelTree constant
        && switch (constant.getConstantExpression()) {
          case LiteralTree literal -> literal.getKind() != Tree.Kind.NULL_LITERAL;
          case UnaryTree sign -> sign.getExpression() instanceof LiteralTree;
          case MemberSelectTree _ -> true;
          case Tree _ -> false;
        };
  }
}
