/// The kernel language: source text in, programs of the IR and diagnostics out.
module dev.strake.frontend {
  requires transitive dev.strake.ir;
  requires org.antlr.antlr4.runtime;

  exports dev.strake.frontend;
}
