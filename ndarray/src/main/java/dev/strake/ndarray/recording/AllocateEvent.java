package dev.strake.ndarray.recording;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("strake.Allocate")
@Label("Allocate")
@Category("Strake")
@Description("An array took memory from the system")
final class AllocateEvent extends Event {
  @Label("Size")
  @DataAmount
  long size;

  @Label("Description")
  String description;
}
