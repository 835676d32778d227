package io.retort.backends.cpu.onednn;

import static io.retort.backends.cpu.onednn.Engine.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_blks;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_idxs;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_inner_nblks_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_ndims_s32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_padded_dims;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.retort.backends.cpu.onednn.PrimitiveTrial.Array;
import io.retort.backends.cpu.onednn.PrimitiveTrial.Before;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** A primitive that oneDNN has planned, to be run by itself. */
final class PlannedPrimitive implements Implementation {
  /** Sums are exact in 32 bits; functions are as good as their polynomials. */
  private static final double EXACT = 1e-4;

  /** A result of 16 bits has 8 binary digits. */
  private static final double ROUNDED = 1e-2;

  private final Arena owner;
  private final dnnl_primitive_desc planned;
  private final PrimitiveTrial trial;

  /**
   * A primitive to be tried.
   *
   * @param owner has the description; it is run in another arena
   */
  PlannedPrimitive(Arena owner, dnnl_primitive_desc planned, PrimitiveTrial trial) {
    this.owner = owner;
    this.planned = planned;
    this.trial = trial;
  }

  @Override
  public String name() {
    return name(planned);
  }

  /** What oneDNN calls the implementation of a primitive. */
  static String name(dnnl_primitive_desc description) {
    try (PointerPointer<BytePointer> found = new PointerPointer<>(1)) {
      check(
          dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, found),
          "name a kernel");
      return found.get(BytePointer.class).getString();
    }
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder();
    text.append(trial.computation()).append(' ').append(trial.mode());
    text.append(", threads ").append(owner.threads());
    for (Array array : trial.arrays()) {
      text.append(", ").append(array.role()).append(' ').append(describe(layout(planned, array)));
    }
    trial.before().ifPresent(before -> text.append(", after ").append(name(before.forward())));
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

  private static dnnl_memory_desc layout(dnnl_primitive_desc description, Array array) {
    return layout(description, array.argument());
  }

  private static dnnl_memory_desc layout(dnnl_primitive_desc description, int argument) {
    return dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, argument);
  }

  @Override
  public double tolerance() {
    boolean rounded =
        trial.arrays().stream()
            .filter(Array::written)
            .anyMatch(array -> DataType.of(layout(planned, array)) == DataType.BF16);
    return rounded ? ROUNDED * trial.computation().roundings() : EXACT;
  }

  @Override
  public Map<ArrayRole, float[]> run(VerificationCase sample) {
    try (Scratchpad scratchpad = new Scratchpad();
        Arena arena = owner.another(scratchpad)) {
      NetworkPass pass = new NetworkPass(arena);
      List<PrimitiveArgument> arguments = new ArrayList<>();
      trial.before().ifPresent(before -> arguments.addAll(forward(pass, before, sample)));
      Map<ArrayRole, MemoryBlock> results = new EnumMap<>(ArrayRole.class);
      List<Runnable> copies = new ArrayList<>();
      for (Array array : trial.arrays()) {
        MemoryBlock plain = plain(arena, array, sample);
        MemoryBlock liked = pass.reorder(plain, layout(planned, array));
        arguments.add(PrimitiveArgument.of(array.argument(), liked));
        if (array.written()) {
          results.put(array.role(), plain);
          if (!liked.equals(plain)) {
            copies.add(() -> pass.copy(liked, plain));
          }
        }
      }
      for (int note : trial.notes()) {
        arguments.add(PrimitiveArgument.of(note, arena.allocate(layout(planned, note))));
      }
      pass.add(planned, arguments.toArray(PrimitiveArgument[]::new));
      copies.forEach(Runnable::run);
      pass.run();
      Map<ArrayRole, float[]> written = new EnumMap<>(ArrayRole.class);
      results.forEach(
          (role, block) -> {
            float[] values = new float[sample.values(role).length];
            block.values().get(0, values);
            written.put(role, values);
          });
      return written;
    }
  }

  /** Adds the forward pass; returns what it keeps for the backward pass. */
  private static List<PrimitiveArgument> forward(
      NetworkPass pass, Before before, VerificationCase sample) {
    Arena arena = pass.arena();
    List<PrimitiveArgument> arguments = new ArrayList<>();
    List<PrimitiveArgument> noted = new ArrayList<>();
    for (Array array : before.arrays()) {
      MemoryBlock plain = plain(arena, array, sample);
      MemoryBlock liked = pass.reorder(plain, layout(before.forward(), array));
      arguments.add(PrimitiveArgument.of(array.argument(), liked));
    }
    for (int argument : before.written()) {
      PrimitiveArgument written =
          PrimitiveArgument.of(argument, arena.allocate(layout(before.forward(), argument)));
      arguments.add(written);
      if (argument == DNNL_ARG_WORKSPACE) {
        noted.add(written);
      }
    }
    pass.add(before.forward(), arguments.toArray(PrimitiveArgument[]::new));
    return noted;
  }

  private static MemoryBlock plain(Arena arena, Array array, VerificationCase sample) {
    float[] values = sample.values(array.role());
    PrimitiveTrial.View view = array.view();
    MemoryBlock block = arena.allocate(arena.plain(values.length));
    block.values().put(0, values);
    return arena.wrap(arena.strided(DataType.F32, view.extents(), view.strides()), block.storage());
  }
}
