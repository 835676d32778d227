package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import io.retort.core.network.Layer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.PointerPointer;

/**
 * {@link Layer.Add}, also with an activation function of the sum, and the sum of the gradients that
 * a node gets from several others.
 */
final class AddOperator implements Operator {
  private final Eltwise function;
  private MemoryBlock kept;

  /** A sum that applies a function whose derivative follows from its value. */
  AddOperator(Eltwise function) {
    this.function = function;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue first = inputs.get(0);
    dnnl_memory_desc layout = first.block().layout();
    List<MemoryBlock> blocks = inputs.stream().map(input -> input.in(pass, layout)).toList();
    // What the primitive for two adds up can pass through a function; not so that for many.
    int last = blocks.size() - 1;
    kept =
        function.isIdentity()
            ? sum(pass, blocks)
            : add(pass, sum(pass, blocks.subList(0, last)), blocks.get(last));
    return new NodeValue(kept, first.extents());
  }

  private MemoryBlock add(NetworkPass pass, MemoryBlock left, MemoryBlock right) {
    Arena arena = pass.arena();
    MemoryBlock total = arena.allocate(left.layout());
    BinaryOperation.of(arena, dnnl_binary_add, left.layout(), function.attributes(arena))
        .add(pass, left, right, total);
    return total;
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    return Collections.nCopies(wanted.length, function.backward(pass, kept, gradient));
  }

  /** Adds blocks of the same extents; the sum has the layout of the first. */
  static MemoryBlock sum(NetworkPass pass, List<MemoryBlock> blocks) {
    if (blocks.size() == 1) {
      return blocks.get(0);
    }
    Arena arena = pass.arena();
    dnnl_memory_desc layout = blocks.get(0).layout();
    MemoryBlock total = arena.allocate(layout);
    float[] scales = new float[blocks.size()];
    Arrays.fill(scales, 1);
    PrimitiveArgument[] arguments = {PrimitiveArgument.of(DNNL_ARG_DST, total)};
    try (PointerPointer<dnnl_memory_desc> layouts = new PointerPointer<>(blocks.size());
        PointerPointer<dnnl_primitive_desc> created = new PointerPointer<>(1)) {
      for (int i = 0; i < blocks.size(); i++) {
        layouts.put(i, layout);
        arguments =
            PrimitiveArgument.with(
                arguments, DNNL_ARG_MULTIPLE_SRC + i, pass.reorder(blocks.get(i), layout));
      }
      int status =
          dnnl_sum_primitive_desc_create(
              created, arena.engine(), layout, blocks.size(), scales, layouts, arena.attributes());
      pass.add(arena.own(status, new dnnl_primitive_desc(created.get()), "a sum"), arguments);
    }
    return total;
  }
}
