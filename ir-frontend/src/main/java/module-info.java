/// The kernel language: source text in, programs of the IR and diagnostics out.
module dev.strake.frontend {
  requires dev.strake.ir;
  requires org.antlr.antlr4.runtime;
}
