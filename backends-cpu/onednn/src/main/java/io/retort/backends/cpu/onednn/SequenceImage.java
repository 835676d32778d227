package io.retort.backends.cpu.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * A sequence {@code [batch, time, features]} as images of one row with the features as channels,
 * {@code [batch, features, 1, time]}, or the other way round. A sequence is an image with the
 * channels innermost, so that nothing is copied for the change itself.
 */
final class SequenceImage implements Operator {
  private final long batch;
  private final long time;
  private final long features;
  private final boolean toImage;

  private SequenceImage(long batch, long time, long features, boolean toImage) {
    this.batch = batch;
    this.time = time;
    this.features = features;
    this.toImage = toImage;
  }

  /** From a sequence. */
  static SequenceImage of(long batch, long time, long features) {
    return new SequenceImage(batch, time, features, true);
  }

  /** To a sequence. */
  static SequenceImage back(long batch, long time, long features) {
    return new SequenceImage(batch, time, features, false);
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue input = inputs.get(0);
    MemoryBlock given = input.in(pass, layout(pass.arena(), input.type(), !toImage));
    MemoryBlock taken =
        pass.arena().wrap(layout(pass.arena(), input.type(), toImage), given.storage());
    return new NodeValue(taken, input.gradientType(), extents(toImage));
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    DataType type = DataType.of(gradient.layout());
    MemoryBlock given = pass.reorder(gradient, layout(pass.arena(), type, toImage));
    return List.of(pass.arena().wrap(layout(pass.arena(), type, !toImage), given.storage()));
  }

  private long[] extents(boolean image) {
    return image ? new long[] {batch, features, 1, time} : new long[] {batch, time, features};
  }

  private dnnl_memory_desc layout(Arena arena, DataType type, boolean image) {
    long all = time * features;
    return image
        ? arena.strided(type, extents(true), new long[] {all, 1, all, features})
        : arena.plain(type, extents(false));
  }
}
