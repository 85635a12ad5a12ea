package dev.strake.frontend.check;

import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;

/// A size that a function's body needs before the kernel starts, for a local array at `place`.
record LaunchSize(Size size, SourceSpan place) {}
