package dev.strake.ir.launch;

import dev.strake.ir.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// The filled-in argument block of one launch; [RecordLayout] says which slot is which.
///
/// Compiled code takes the block's [#address]. The interpreter uses the bounded segments instead,
/// so that an access the proofs wrongly let through is an exception there.
public final class LaunchRecord {
  private final RecordLayout layout;
  private final MemorySegment block;
  private final Map<Integer, MemorySegment> memories;

  LaunchRecord(RecordLayout layout, MemorySegment block, Map<Integer, MemorySegment> memories) {
    this.layout = layout;
    this.block = block;
    this.memories = Map.copyOf(memories);
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
    return memories.get(view.id());
  }

  /// Records a failure the way compiled code does.
  public void fail(FailureKind kind, int site, long index, long extent) {
    set(RecordLayout.STATUS, kind.code());
    set(RecordLayout.SITE, site);
    set(RecordLayout.INDEX, index);
    set(RecordLayout.EXTENT, extent);
  }
}
