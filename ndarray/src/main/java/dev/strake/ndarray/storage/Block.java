package dev.strake.ndarray.storage;

/// A piece of native memory as [NativeHeap] gave it.
///
/// @param base what the system returned and wants back
/// @param address the first usable byte, a multiple of [NativeHeap#ALIGNMENT_BYTES]
/// @param sizeBytes usable bytes from `address` on, as asked for
/// @param contents what it was asked for
record Block(long base, long address, long sizeBytes, Contents contents) {}
