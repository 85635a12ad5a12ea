/// The `strake` command; the only module that prints, reads arguments and exits.
module dev.strake.cli {
  requires com.google.gson;
  requires dev.strake.frontend;
  requires dev.strake.ir;
  requires dev.strake.ndarray;
  requires info.picocli;
  requires java.desktop;

  // picocli fills the annotated fields of the commands.
  opens dev.strake.cli to
      info.picocli;

  uses dev.strake.ir.backend.Backend;
}
