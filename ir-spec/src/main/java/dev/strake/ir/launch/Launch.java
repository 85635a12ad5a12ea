package dev.strake.ir.launch;

import java.lang.foreign.SegmentAllocator;
import java.util.Map;

/// One launch: its own copy of the arguments, the sizes they decide, and the memory it may take for
/// local arrays.
record Launch(
    Map<String, Argument> arguments,
    SizeBinding binding,
    SegmentAllocator scratch,
    long scratchBudgetBytes) {
  Launch {
    arguments = Map.copyOf(arguments);
  }
}
