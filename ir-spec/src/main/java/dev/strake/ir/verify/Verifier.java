package dev.strake.ir.verify;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds every violation of the rules a program of a given form must obey:
///
/// ```
/// names       R1 distinct names          R2 one definition      R3 defined before use
/// types       R4 operands   R5 results   R6 constants           R7 regions
/// memory      R8 views      R9 accesses  R10 who is stored to   R21 local arrays
/// parameters  R11 symbols   R12 scalars  R19 launch checks      R20 sites
/// functions   R13 purity    R14 calls
/// reductions  R15 orders    R16 bodies
/// forms       R17 lanes     R18 what is gone
/// ```
///
/// [Rule] states them. Not verified here, since it takes proofs: that indices are in range and that
/// iterations of parallel loops are independent.
public final class Verifier {
  private final Program program;
  private final Backend.Form form;
  private final Map<String, Func> functions = new HashMap<>();
  private final List<Violation> violations = Findings.none();

  private Verifier(Program program, Backend.Form form) {
    this.program = program;
    this.form = form;
    program.functions().forEach(function -> functions.putIfAbsent(function.name(), function));
  }

  /// Every violation, in the order of the text form; none for a legal program.
  public static List<Violation> verify(Program program, Backend.Form form) {
    var verifier = new Verifier(program, form);
    verifier.program();
    return List.copyOf(verifier.violations);
  }

  private void program() {
    var names = new HashSet<String>();
    for (var function : program.functions()) {
      var findings = new Findings(violations, "func " + function.name());
      if (!names.add(function.name())) {
        findings.add(Rule.R1, "another definition has this name");
      }
      function(function, findings);
    }
    for (var kernel : program.kernels()) {
      var findings = new Findings(violations, "kernel " + kernel.name());
      if (!names.add(kernel.name())) {
        findings.add(Rule.R1, "another definition has this name");
      }
      kernel(kernel, findings);
    }
  }

  private void function(Func function, Findings findings) {
    var parameters = Findings.types(function.parameters());
    if (!parameters.stream().allMatch(ScalarType.class::isInstance)) {
      findings.add(Rule.R13, "parameters are " + Findings.show(parameters));
    }
    var yielded = Findings.types(function.body().results());
    if (yielded.size() != 1 || !(yielded.getFirst() instanceof ScalarType)) {
      findings.add(Rule.R13, "it yields " + Findings.show(yielded));
    }
    if (callsReach(function.name(), function.body())) {
      findings.add(Rule.R14, "it calls itself");
    }
    RegionVerifier.function(program, form, function, findings);
  }

  /// Whether some chain of calls from `start` leads to the function `target`.
  private boolean callsReach(String target, Region start) {
    var seen = new HashSet<String>();
    var pending = new ArrayDeque<Region>(List.of(start));
    while (!pending.isEmpty()) {
      for (var op : pending.remove().ops()) {
        pending.addAll(op.regions());
        if (op instanceof Op.Call(_, var callee, _) && seen.add(callee)) {
          if (callee.equals(target)) {
            return true;
          }
          if (functions.containsKey(callee)) {
            pending.add(functions.get(callee).body());
          }
        }
      }
    }
    return false;
  }

  private void kernel(Kernel kernel, Findings findings) {
    var names = new HashSet<String>();
    for (var parameter : kernel.parameters()) {
      if (!names.add(parameter.name())) {
        findings.add(Rule.R1, "two parameters are named " + parameter.name());
      }
      if (!parameter.isView() && parameter.role() != Parameter.Role.IN) {
        findings.add(
            Rule.R12, parameter.name() + " is a scalar and " + parameter.role().mnemonic());
      }
      if (parameter.value().type() instanceof ScalarType scalar && scalar.isComplex()) {
        findings.add(Rule.R12, parameter.name() + " is complex; pass a view of rank 0");
      }
    }
    var symbols = boundSymbols(kernel);
    for (var parameter : kernel.parameters()) {
      if (parameter.value().type() instanceof ViewType view) {
        view.dims().forEach(dim -> size(dim, symbols, findings, "kernel " + kernel.name()));
      }
    }
    where(kernel, symbols, findings);
    launchChecks(kernel, symbols, findings);
    RegionVerifier.kernel(program, form, kernel, symbols, findings);
  }

  /// Extents that stand alone in input views, and `i64` parameters.
  private static Set<String> boundSymbols(Kernel kernel) {
    var symbols = new HashSet<String>();
    for (var parameter : kernel.inputs()) {
      switch (parameter.value().type()) {
        case ScalarType type -> {
          if (type == ScalarType.I64) {
            symbols.add(parameter.name());
          }
        }
        case ViewType view -> {
          for (var dim : view.dims()) {
            if (dim instanceof Size.Symbol(var name)) {
              symbols.add(name);
            }
          }
        }
      }
    }
    return symbols;
  }

  private static void size(Size size, Set<String> symbols, Findings findings, String line) {
    for (var name : size.symbols()) {
      if (!symbols.contains(name)) {
        findings.addAt(Rule.R11, "nothing binds " + name, line);
      }
    }
  }

  private void where(Kernel kernel, Set<String> symbols, Findings findings) {
    for (var condition : kernel.where()) {
      var line = IrPrinter.line(condition);
      size(condition.left(), symbols, findings, line);
      size(condition.right(), symbols, findings, line);
      site(condition.site(), findings, line);
    }
  }

  private void launchChecks(Kernel kernel, Set<String> symbols, Findings findings) {
    Map<String, ViewType> views = new HashMap<>();
    for (var parameter : kernel.parameters()) {
      if (parameter.value().type() instanceof ViewType view) {
        views.put(parameter.name(), view);
      }
    }
    for (var check : kernel.launchChecks()) {
      var line = IrPrinter.line(check);
      if (form == Backend.Form.WRITTEN) {
        findings.addAt(Rule.R19, "a program as written has no launch checks", line);
      }
      var view = views.get(check.view());
      // A local array goes by its number, and may be gone by now.
      var isLocal = check.view().startsWith("%");
      if (!isLocal && (view == null || check.axis() >= view.rank())) {
        findings.addAt(
            Rule.R19, "there is no axis %d of %s".formatted(check.axis(), check.view()), line);
      }
      size(check.lowest(), symbols, findings, line);
      size(check.highest(), symbols, findings, line);
      size(check.extent(), symbols, findings, line);
      for (var loop : check.loops()) {
        size(loop.lower(), symbols, findings, line);
        size(loop.upper(), symbols, findings, line);
      }
      site(check.site(), findings, line);
    }
  }

  private void site(int site, Findings findings, String line) {
    if (site < 0 || site > program.sites().size()) {
      findings.addAt(Rule.R20, "there is no row " + site, line);
    }
  }
}
