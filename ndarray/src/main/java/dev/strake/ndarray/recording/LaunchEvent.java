package dev.strake.ndarray.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

@Name("strake.Launch")
@Label("Launch")
@Category("Strake")
@Description("A kernel ran on arrays")
@Threshold("20 us")
@StackTrace(false)
final class LaunchEvent extends Event {
  @Label("Kernel")
  String kernel;
}
