package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_blks;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_idxs;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_nblks_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_ndims_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_padded_dims;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** A primitive that oneDNN has planned, to be run by itself. */
final class PlannedPrimitive implements Implementation {
  /** Sums are exact in 32 bits; functions are as good as their polynomials. */
  private static final double EXACT = 1e-4;

  /** A result of 16 bits has 8 binary digits. */
  private static final double ROUNDED = 1e-2;

  private final Engine engine;
  private final int threads;
  private final dnnl_primitive_desc planned;
  private final Trial trial;

  PlannedPrimitive(Engine engine, int threads, dnnl_primitive_desc planned, Trial trial) {
    this.engine = engine;
    this.threads = threads;
    this.planned = planned;
    this.trial = trial;
  }

  @Override
  public String name() {
    return Arena.name(planned);
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder();
    text.append(trial.convolution()).append(' ').append(trial.mode());
    text.append(", threads ").append(threads);
    for (Role role : Role.values()) {
      if (trial.has(role) && role != Role.BIAS) {
        text.append(", ").append(role).append(' ').append(describe(layout(role)));
      }
    }
    return text.toString();
  }

  /** Type, padded extents, strides and inner blocks: what tells two layouts of an array apart. */
  private static String describe(dnnl_memory_desc layout) {
    int axes = number(layout, dnnl_query_ndims_s32);
    int blocks = number(layout, dnnl_query_inner_nblks_s32);
    return DataType.of(layout)
        + numbers(layout, dnnl_query_padded_dims, axes)
        + numbers(layout, dnnl_query_strides, axes)
        + numbers(layout, dnnl_query_inner_blks, blocks)
        + numbers(layout, dnnl_query_inner_idxs, blocks);
  }

  /** 0 where the layout is a secret of oneDNN's. */
  private static int number(dnnl_memory_desc layout, int query) {
    try (IntPointer found = new IntPointer(1)) {
      return dnnl_memory_desc_query(layout, query, found) == dnnl_success ? found.get() : 0;
    }
  }

  private static String numbers(dnnl_memory_desc layout, int query, int count) {
    try (PointerPointer<LongPointer> found = new PointerPointer<>(1)) {
      if (count == 0 || dnnl_memory_desc_query(layout, query, found) != dnnl_success) {
        return "[]";
      }
      long[] numbers = new long[count];
      found.get(LongPointer.class).get(numbers);
      return Arrays.toString(numbers);
    }
  }

  private dnnl_memory_desc layout(Role role) {
    return Arena.layout(planned, trial.query(role));
  }

  @Override
  public double tolerance() {
    for (Role role : List.of(Role.IMAGE, Role.OUTPUT)) {
      if (trial.writes(role) && DataType.of(layout(role)) == DataType.BF16) {
        return ROUNDED;
      }
    }
    return EXACT;
  }

  @Override
  public Map<Role, float[]> run(Sample sample) {
    Map<Role, float[]> results = new EnumMap<>(Role.class);
    try (Scratchpad scratchpad = new Scratchpad();
        Arena arena = new Arena(engine, scratchpad, threads)) {
      Pass pass = new Pass(arena);
      Map<Role, Block> plain = new EnumMap<>(Role.class);
      Map<Role, Block> liked = new EnumMap<>(Role.class);
      List<Argument> arguments = new ArrayList<>();
      for (Role role : Role.values()) {
        if (trial.has(role)) {
          Block given = plain(arena, role, sample.values(role));
          Block taken = role == Role.BIAS ? given : pass.reorder(given, layout(role));
          plain.put(role, given);
          liked.put(role, taken);
          arguments.add(Argument.of(trial.argument(role), taken));
        }
      }
      pass.add(planned, arguments.toArray(Argument[]::new));
      plain.forEach(
          (role, block) -> {
            if (trial.writes(role) && !liked.get(role).equals(block)) {
              pass.copy(liked.get(role), block);
            }
          });
      pass.run();
      plain.forEach(
          (role, block) -> {
            if (trial.writes(role)) {
              float[] values = new float[sample.values(role).length];
              block.values().get(0, values);
              results.put(role, values);
            }
          });
    }
    return results;
  }

  private Block plain(Arena arena, Role role, float[] values) {
    Trial.View view = trial.views().get(role);
    Block block = arena.allocate(arena.plain(values.length));
    block.values().put(0, values);
    return arena.wrap(arena.strided(DataType.F32, view.extents(), view.strides()), block.storage());
  }
}
