package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_concat_primitive_desc_create;

import io.retort.core.network.Layer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.PointerPointer;

/** {@link Layer.Concat}, or a join along another axis, in row-major order. */
final class ConcatOperator implements Operator {
  private final int axis;
  private final long[] outputExtents;
  private final List<long[]> inputExtents = new ArrayList<>();

  /** A join along an axis of the batch, which itself is the axis 0. */
  ConcatOperator(int axis, long... outputExtents) {
    this.axis = axis;
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    boolean narrow = inputs.stream().allMatch(input -> input.type() == DataType.BF16);
    DataType type = narrow ? DataType.BF16 : DataType.F32;
    MemoryBlock output = arena.allocate(arena.plain(type, outputExtents));
    PrimitiveArgument[] arguments = {PrimitiveArgument.of(DNNL_ARG_DST, output)};
    try (PointerPointer<dnnl_memory_desc> layouts = new PointerPointer<>(inputs.size());
        PointerPointer<dnnl_primitive_desc> created = new PointerPointer<>(1)) {
      for (int i = 0; i < inputs.size(); i++) {
        MemoryBlock input = inputs.get(i).plain(pass, type);
        inputExtents.add(inputs.get(i).extents());
        layouts.put(i, input.layout());
        arguments = PrimitiveArgument.with(arguments, DNNL_ARG_MULTIPLE_SRC + i, input);
      }
      int status =
          dnnl_concat_primitive_desc_create(
              created,
              arena.engine(),
              output.layout(),
              inputs.size(),
              axis,
              layouts,
              arena.attributes());
      pass.add(
          arena.own(status, new dnnl_primitive_desc(created.get()), "a concatenation"), arguments);
    }
    return new NodeValue(output, outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock plain =
        pass.reorder(gradient, arena.plain(DataType.of(gradient.layout()), outputExtents));
    List<MemoryBlock> parts = new ArrayList<>();
    long[] offsets = new long[outputExtents.length];
    for (long[] extents : inputExtents) {
      parts.add(arena.wrap(arena.part(plain.layout(), extents, offsets), plain.storage()));
      offsets[axis] += extents[axis];
    }
    return parts;
  }
}
