package dev.strake.frontend.check;

import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Map;

/// A declared kernel: its signature, and the extents and packs of axes its parameters bind, by
/// name, with the place where each first stands.
record KernelHeader(
    Ast.Kernel tree,
    KernelSignature signature,
    Map<String, SourceSpan> extents,
    Map<String, SourceSpan> packs,
    List<Typed.PlacedCondition> where) {
  KernelHeader {
    extents = Map.copyOf(extents);
    packs = Map.copyOf(packs);
    where = List.copyOf(where);
  }
}
