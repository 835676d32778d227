package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** The operations of one way through a network, in order. */
class NetworkPass {
  private final Arena arena;
  private final NetworkPass before;
  private final List<Operation> operations = new ArrayList<>();

  /** A forward pass. */
  NetworkPass(Arena arena) {
    this(arena, null);
  }

  /** A pass that runs after another one, whose results it can use. */
  NetworkPass(Arena arena, NetworkPass before) {
    this.arena = arena;
    this.before = before;
  }

  final Arena arena() {
    return arena;
  }

  /** Whether what another pass computes is there when this one runs. */
  final boolean follows(NetworkPass other) {
    return other == this || other == before;
  }

  void add(Operation operation) {
    operations.add(operation);
  }

  final void add(dnnl_primitive_desc description, PrimitiveArgument... arguments) {
    add(arena.primitive(description, arguments));
  }

  /** The values in another layout: the block itself if it has it already. */
  MemoryBlock reorder(MemoryBlock from, dnnl_memory_desc layout) {
    if (from.has(layout)) {
      return from;
    }
    MemoryBlock to = arena.allocate(layout);
    copy(from, to);
    return to;
  }

  /** Copies values between blocks of the same extents. */
  final void copy(MemoryBlock from, MemoryBlock to) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_reorder_primitive_desc_create(
            description,
            from.layout(),
            arena.engine(),
            to.layout(),
            arena.engine(),
            arena.attributes()),
        description,
        "a change of layout");
    add(
        description,
        PrimitiveArgument.of(DNNL_ARG_FROM, from),
        PrimitiveArgument.of(DNNL_ARG_TO, to));
  }

  /** Runs them. With OpenMP a primitive is done when its call returns: there is no wait for it. */
  final void run() {
    arena.use();
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).run();
    }
  }
}
