package dev.strake.ndarray.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("strake.TierSwitch")
@Label("Tier Switch")
@Category("Strake")
@Description("Another backend runs a kernel from now on")
@StackTrace(false)
final class TierSwitchEvent extends Event {
  @Label("Kernel")
  String kernel;

  @Label("Backend")
  String backend;

  @Label("Reason")
  String reason;
}
