package dev.strake.ir.launch;

import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The filled-in argument block of one launch; [RecordLayout] says which slot is which.
///
/// Compiled code takes the block's [#address]. The interpreter uses the bounded segments instead,
/// so that an access the proofs wrongly let through is an exception there.
public final class LaunchRecord {
  private final RecordLayout layout;
  private final MemorySegment block;
  private final int[] viewIds;
  private final MemorySegment[] memories;

  /// @param views the view parameters, then the local arrays
  /// @param memories the memory of each
  LaunchRecord(
      RecordLayout layout, MemorySegment block, List<Value> views, List<MemorySegment> memories) {
    this.layout = layout;
    this.block = block;
    this.viewIds = views.stream().mapToInt(Value::id).toArray();
    this.memories = memories.toArray(MemorySegment[]::new);
  }

  public RecordLayout layout() {
    return layout;
  }

  /// The address of slot 0.
  public long address() {
    return block.address();
  }

  public long get(int slot) {
    return block.getAtIndex(ValueLayout.JAVA_LONG, slot);
  }

  public void set(int slot, long value) {
    block.setAtIndex(ValueLayout.JAVA_LONG, slot, value);
  }

  /// The memory that holds a view parameter or a local array; its element (0, 0, ..) lies at the
  /// address in [RecordLayout#address].
  public MemorySegment memory(Value view) {
    for (var k = 0; k < viewIds.length; k++) {
      if (viewIds[k] == view.id()) {
        return memories[k];
      }
    }
    throw CompilerError.bug("LaunchRecord", "no memory for " + view);
  }

  /// Makes the view parameter with this number, counted among views, stand for other memory;
  /// extents and strides stay.
  void replace(int number, int addressSlot, Argument.View other) {
    memories[number] = other.memory();
    set(addressSlot, other.address());
  }

  /// Records a failure the way compiled code does.
  public void fail(FailureKind kind, int site, long index, long extent) {
    set(RecordLayout.STATUS, kind.code());
    set(RecordLayout.SITE, site);
    set(RecordLayout.INDEX, index);
    set(RecordLayout.EXTENT, extent);
  }
}
