package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The working memory that all primitives of a network share, because they run one after another.
 * oneDNN's own would tie a primitive to the thread that created it.
 */
final class Scratchpad implements AutoCloseable {
  private Tensor tensor = Tensor.allocate(Shape.of(1));
  private final Storage storage = Storage.of(tensor);

  /** Makes room for a primitive. */
  void attach(dnnl_memory_desc layout, dnnl_memory memory) {
    int needed = Math.toIntExact((dnnl_memory_desc_get_size(layout) + 3) / 4);
    if (needed > tensor.shape().elements()) {
      Tensor larger = Tensor.allocate(Shape.of(needed));
      storage.moveTo(larger);
      tensor.close();
      tensor = larger;
    }
    storage.attach(memory);
  }

  /** Forgets a primitive that is gone. */
  void detach(dnnl_memory memory) {
    storage.detach(memory);
  }

  @Override
  public void close() {
    tensor.close();
  }
}
