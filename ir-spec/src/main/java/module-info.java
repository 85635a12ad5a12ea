import dev.strake.ir.backend.Backend;
import dev.strake.ir.interp.InterpreterBackend;

/// What a Strake program is and what it means: IR, passes, interpreter, launch ABI, backend SPI.
module dev.strake.ir {
  exports dev.strake.ir;
  exports dev.strake.ir.backend;
  exports dev.strake.ir.binary;
  exports dev.strake.ir.conformance;
  exports dev.strake.ir.diag;
  exports dev.strake.ir.fuzz;
  exports dev.strake.ir.interp;
  exports dev.strake.ir.launch;
  exports dev.strake.ir.mutate;
  exports dev.strake.ir.pass;
  exports dev.strake.ir.phase;
  exports dev.strake.ir.ranges;
  exports dev.strake.ir.schedule;
  exports dev.strake.ir.text;
  exports dev.strake.ir.verify;

  provides Backend with
      InterpreterBackend;

  uses Backend;
}
