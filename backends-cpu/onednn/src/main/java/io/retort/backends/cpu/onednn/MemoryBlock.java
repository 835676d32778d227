package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Values in a layout that oneDNN knows.
 *
 * @param layout extents and layout
 * @param memory layout and address, as primitives take it
 * @param storage where the values lie
 */
record MemoryBlock(dnnl_memory_desc layout, dnnl_memory memory, Storage storage) {

  boolean has(dnnl_memory_desc other) {
    return dnnl_memory_desc_equal(layout, other) != 0;
  }

  /** The values in the order of the layout. */
  FloatBuffer values() {
    return storage.values();
  }
}
