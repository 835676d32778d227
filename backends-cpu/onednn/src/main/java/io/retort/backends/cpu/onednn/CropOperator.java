package io.retort.backends.cpu.onednn;

import io.retort.core.tensor.Shape;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** The rows and columns of images that a window meets, in the order of the images. */
final class CropOperator implements Operator {
  private final WindowGeometry geometry;
  private final long[] inputExtents;
  private final long[] outputExtents;
  private ImageOrder order;

  CropOperator(WindowGeometry geometry, Shape image, int batch) {
    this.geometry = geometry;
    this.inputExtents = Extents.of(image, batch);
    this.outputExtents = Extents.of(geometry.kept(image), batch);
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    NodeValue input = inputs.get(0);
    dnnl_memory_desc given = input.block().layout();
    order = ImageOrder.of(arena, given, inputExtents).orElse(ImageOrder.CHANNELS_OUTERMOST);
    MemoryBlock images = input.in(pass, order.layout(arena, input.type(), inputExtents));
    MemoryBlock kept = arena.allocate(order.layout(arena, input.type(), outputExtents));
    order.gather(pass, geometry, images, inputExtents, kept);
    return new NodeValue(kept, input.gradientType(), outputExtents);
  }

  /** What no window meets has a gradient of 0. */
  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    DataType type = DataType.of(gradient.layout());
    MemoryBlock kept = pass.reorder(gradient, order.layout(arena, type, outputExtents));
    MemoryBlock images = arena.allocate(order.layout(arena, type, inputExtents));
    order.scatter(pass, geometry, kept, images, inputExtents);
    return List.of(images);
  }
}
