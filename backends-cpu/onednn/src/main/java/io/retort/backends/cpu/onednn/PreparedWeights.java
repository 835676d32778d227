package io.retort.backends.cpu.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What follows from weights that do not change any more: their copies in the layouts that
 * primitives like. They are made once, for batches of all sizes and for all threads, which only
 * read them.
 */
final class PreparedWeights implements NodeValue.Preparation, AutoCloseable {
  private final Scratchpad scratchpad = new Scratchpad();
  private final Arena arena;
  private final NetworkPass pass;
  private final Map<String, NodeValue> values = new HashMap<>();

  PreparedWeights(Engine engine) {
    this.arena = new Arena(engine, scratchpad, 1);
    this.pass = new Immediate(arena);
  }

  /**
   * A value, made when it is first asked for.
   *
   * @param asking the pass that reads it, on whose thread it is made
   * @param making adds what computes it to a pass
   */
  NodeValue value(NetworkPass asking, String name, Function<NetworkPass, NodeValue> making) {
    synchronized (arena) {
      NodeValue value = values.get(name);
      if (value == null) {
        value = making.apply(pass).preparedBy(this);
        values.put(name, value);
        asking.arena().use();
      }
      return value;
    }
  }

  @Override
  public MemoryBlock in(NetworkPass asking, Function<NetworkPass, MemoryBlock> copying) {
    synchronized (arena) {
      MemoryBlock copy = copying.apply(pass);
      asking.arena().use();
      return copy;
    }
  }

  @Override
  public void close() {
    arena.close();
    scratchpad.close();
  }

  /** Runs what is added to it at once, and never again. */
  private static final class Immediate extends NetworkPass {
    Immediate(Arena arena) {
      super(arena);
    }

    @Override
    void add(Operation operation) {
      arena().use();
      operation.run();
    }

    /** The layout may be one of a program that is gone before the weights are. */
    @Override
    MemoryBlock reorder(MemoryBlock from, dnnl_memory_desc layout) {
      return super.reorder(from, arena().copyOf(layout));
    }
  }
}
