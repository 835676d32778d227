package io.retort.backends.cpu.onednn;

import static io.retort.backends.cpu.onednn.Engine.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_submemory_offset_s64;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** Creates and owns what a compiled program holds in native memory; frees it all at once. */
final class Arena implements AutoCloseable {
  private final Engine engine;
  private final Scratchpad scratchpad;
  private final int threads;
  private final Deque<Runnable> releases = new ArrayDeque<>();
  private final dnnl_stream stream = new dnnl_stream();
  private final dnnl_primitive_attr attributes;

  /**
   * An arena without memory.
   *
   * @param threads how many work on one of its primitives
   */
  Arena(Engine engine, Scratchpad scratchpad, int threads) {
    this.engine = engine;
    this.threads = threads;
    this.scratchpad = scratchpad;
    check(dnnl_stream_create(stream, engine.handle(), dnnl_stream_default_flags), "open a stream");
    releases.push(() -> dnnl_stream_destroy(stream));
    this.attributes = newAttributes();
  }

  dnnl_engine engine() {
    return engine.handle();
  }

  /** How many threads work on one of its primitives. */
  int threads() {
    return threads;
  }

  /** Says which primitives can be believed. */
  KernelVerifier verifier() {
    return engine.verifier();
  }

  /** An arena of the same processor and as many threads. */
  Arena another(Scratchpad other) {
    return new Arena(engine, other, threads);
  }

  /** To be called on entry by whatever creates or runs its primitives. */
  void use() {
    if (threads > 1) {
      engine.workers().rest();
    }
    engine.openMp().setThreads(threads);
  }

  /** From how much work on a layer gets a smaller type. */
  Limits limits() {
    return engine.limits();
  }

  /** What every primitive is created with, unless it has more to it. */
  dnnl_primitive_attr attributes() {
    return attributes;
  }

  /**
   * Attributes of a primitive that applies operations to its output, each with a block more.
   *
   * @param layout of these blocks
   * @param algorithms the operations, as oneDNN names them
   */
  dnnl_primitive_attr combining(dnnl_memory_desc layout, int... algorithms) {
    return fusing(
        operations -> {
          for (int algorithm : algorithms) {
            check(dnnl_post_ops_append_binary(operations, algorithm, layout), "fuse an operation");
          }
        });
  }

  /** Attributes of a primitive that applies operations to its output. */
  dnnl_primitive_attr fusing(Consumer<dnnl_post_ops> appending) {
    dnnl_primitive_attr fused = newAttributes();
    dnnl_post_ops operations = new dnnl_post_ops();
    check(dnnl_post_ops_create(operations), "create post-operations");
    appending.accept(operations);
    check(dnnl_primitive_attr_set_post_ops(fused, operations), "fuse operations");
    dnnl_post_ops_destroy(operations);
    return fused;
  }

  private dnnl_primitive_attr newAttributes() {
    dnnl_primitive_attr created = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(created), "create attributes");
    releases.push(() -> dnnl_primitive_attr_destroy(created));
    check(
        dnnl_primitive_attr_set_scratchpad_mode(created, dnnl_scratchpad_mode_user),
        "choose its working memory");
    return created;
  }

  /** Row-major order without gaps, of 32 bits. */
  dnnl_memory_desc plain(long... extents) {
    return plain(DataType.F32, extents);
  }

  /** Row-major order without gaps. */
  dnnl_memory_desc plain(DataType type, long... extents) {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
    return strided(type, extents, strides);
  }

  dnnl_memory_desc strided(DataType type, long[] extents, long[] strides) {
    dnnl_memory_desc layout = new dnnl_memory_desc();
    return own(
        dnnl_memory_desc_create_with_strides(layout, extents.length, extents, type.code(), strides),
        layout);
  }

  /** {@code [1, 1, inputs, gates, units]} of a recurrent layer, stored gate, unit, input. */
  dnnl_memory_desc gateMajor(long inputs, long gates, long units) {
    long size = gates * units * inputs;
    return strided(
        DataType.F32,
        new long[] {1, 1, inputs, gates, units},
        new long[] {size, size, 1, units * inputs, inputs});
  }

  /** The same layout, valid as long as this arena. */
  dnnl_memory_desc copyOf(dnnl_memory_desc other) {
    dnnl_memory_desc layout = new dnnl_memory_desc();
    return own(dnnl_memory_desc_clone(layout, other), layout);
  }

  /** The layout that the primitive likes best. */
  dnnl_memory_desc any(DataType type, long... extents) {
    return tagged(dnnl_format_tag_any, type, extents);
  }

  /** A layout by the name that oneDNN has for it. */
  dnnl_memory_desc tagged(int tag, DataType type, long... extents) {
    dnnl_memory_desc layout = new dnnl_memory_desc();
    return own(
        dnnl_memory_desc_create_with_tag(layout, extents.length, extents, type.code(), tag),
        layout);
  }

  /** A box inside a layout. */
  dnnl_memory_desc part(dnnl_memory_desc whole, long[] extents, long[] offsets) {
    dnnl_memory_desc layout = new dnnl_memory_desc();
    return own(dnnl_memory_desc_create_submemory(layout, whole, extents, offsets), layout);
  }

  private dnnl_memory_desc own(int status, dnnl_memory_desc layout) {
    check(status, "describe a memory layout");
    releases.push(() -> dnnl_memory_desc_destroy(layout));
    return layout;
  }

  /** New memory of zeros. */
  MemoryBlock allocate(dnnl_memory_desc layout) {
    // The size is that of the values alone, which a part of a larger layout does not begin with.
    long bytes = dnnl_memory_desc_get_size(layout) + Float.BYTES * offset(layout);
    Tensor tensor = Tensor.allocate(Shape.of(Math.max(1, Math.toIntExact((bytes + 3) / 4))));
    releases.push(tensor::close);
    return wrap(layout, Storage.of(tensor));
  }

  private static long offset(dnnl_memory_desc layout) {
    try (LongPointer found = new LongPointer(1)) {
      check(
          dnnl_memory_desc_query(layout, dnnl_query_submemory_offset_s64, found),
          "tell where values begin");
      return found.get();
    }
  }

  /** A layout for values that lie elsewhere already. */
  MemoryBlock wrap(dnnl_memory_desc layout, Storage storage) {
    return wrap(layout, storage, 0);
  }

  /** A layout for values that begin some bytes after a storage. */
  MemoryBlock wrap(dnnl_memory_desc layout, Storage storage, long offset) {
    dnnl_memory memory = memory(layout);
    storage.attach(memory, offset);
    return new MemoryBlock(layout, memory, storage);
  }

  /** A layout for values of a block from one of them on. The block is not to be moved. */
  MemoryBlock slice(MemoryBlock whole, long first, dnnl_memory_desc layout) {
    return wrap(layout, Storage.after(first, DataType.of(layout), whole.storage()));
  }

  private dnnl_memory memory(dnnl_memory_desc layout) {
    dnnl_memory memory = new dnnl_memory();
    check(dnnl_memory_create(memory, layout, engine(), new Pointer()), "create a memory");
    releases.push(() -> dnnl_memory_destroy(memory));
    return memory;
  }

  /** Takes ownership of a primitive's description. */
  dnnl_primitive_desc own(int status, dnnl_primitive_desc description, String what) {
    check(status, "plan " + what);
    releases.push(() -> dnnl_primitive_desc_destroy(description));
    return description;
  }

  /** The layout that a primitive chose for one of its arguments; valid as long as this arena. */
  static dnnl_memory_desc layout(dnnl_primitive_desc description, int query) {
    return dnnl_primitive_desc_query_md(description, query, 0);
  }

  Primitive primitive(dnnl_primitive_desc description, PrimitiveArgument... arguments) {
    return kernel(description).apply(arguments);
  }

  /** What makes primitives that do the same to other arguments. */
  Function<PrimitiveArgument[], Primitive> kernel(dnnl_primitive_desc description) {
    dnnl_primitive handle = new dnnl_primitive();
    check(dnnl_primitive_create(handle, description), "create a primitive");
    releases.push(() -> dnnl_primitive_destroy(handle));
    dnnl_memory_desc working = layout(description, dnnl_query_scratchpad_md);
    dnnl_memory memory = memory(working);
    scratchpad.attach(working, memory);
    releases.push(() -> scratchpad.detach(memory));
    return arguments -> {
      Primitive primitive = new Primitive(handle, stream, memory, arguments);
      releases.push(primitive::close);
      return primitive;
    };
  }

  @Override
  public void close() {
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
