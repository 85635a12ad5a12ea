package dev.strake.ndarray.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("strake.Compile")
@Label("Compile")
@Category("Strake")
@Description("A backend compiled a kernel")
@StackTrace(false)
final class CompileEvent extends Event {
  @Label("Kernel")
  String kernel;

  @Label("Backend")
  String backend;

  @Label("Time")
  @Timespan(Timespan.NANOSECONDS)
  long time;
}
