package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_diff_weights_overwrite;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * {@link Layer.Gru} as oneDNN's "linear before reset" variant. oneDNN has the gates in the order z,
 * r, n and the biases {@code b_z + d_z, b_r + d_r, b_n, d_n}; weights and gradients are copied from
 * and to the canonical order.
 */
final class GruOperator extends RecurrentOperator {
  /** For each gate of oneDNN the canonical one, and the other way round. */
  private static final int[] ORDER = {1, 0, 2};

  private final List<Operation> copies = new ArrayList<>();

  GruOperator(
      Layer.Gru layer,
      String node,
      Parameters parameters,
      Mode mode,
      Shape input,
      int batch,
      DataType type) {
    super(node, parameters, mode, layer.returns(), layer.units(), input, batch, type);
  }

  @Override
  long gates() {
    return 3;
  }

  @Override
  long biases() {
    return 4;
  }

  @Override
  int[] states() {
    return new int[] {DNNL_ARG_SRC_ITER};
  }

  @Override
  Value weight(Pass pass, String array, long inputs) {
    Arena arena = pass.arena();
    Block canonical = parameter(arena, array, gates() * units(), inputs);
    Block ordered = arena.allocate(arena.gateMajor(inputs, gates(), units()));
    int size = Math.toIntExact(units() * inputs);
    pass.add(() -> reorder(canonical.values(), ordered.values(), size));
    return new Value(ordered, 1, 1, inputs, gates(), units());
  }

  private static void reorder(FloatBuffer from, FloatBuffer to, int size) {
    for (int gate = 0; gate < ORDER.length; gate++) {
      to.put(gate * size, from, ORDER[gate] * size, size);
    }
  }

  @Override
  Block bias(Pass pass) {
    Arena arena = pass.arena();
    Block input = parameter(arena, "bias", gates() * units());
    Block recurrent = parameter(arena, "bias-recurrent", gates() * units());
    Block joined = arena.allocate(arena.plain(1, 1, biases(), units()));
    pass.add(() -> join(input.values(), recurrent.values(), joined.values()));
    return joined;
  }

  private void join(FloatBuffer input, FloatBuffer recurrent, FloatBuffer joined) {
    for (int i = 0; i < units(); i++) {
      joined.put(i, input.get(units() + i) + recurrent.get(units() + i));
      joined.put(units() + i, input.get(i) + recurrent.get(i));
    }
    joined.put(2 * units(), input, 2 * units(), units());
    joined.put(3 * units(), recurrent, 2 * units(), units());
  }

  @Override
  Block weightGradient(Arena arena, String array, long inputs) {
    Block canonical = gradient(arena, array, gates() * units(), inputs);
    Block ordered = arena.allocate(arena.gateMajor(inputs, gates(), units()));
    int size = Math.toIntExact(units() * inputs);
    copies.add(() -> reorder(ordered.values(), canonical.values(), size));
    return ordered;
  }

  @Override
  Block biasGradient(Arena arena) {
    Block input = gradient(arena, "bias", gates() * units());
    Block recurrent = gradient(arena, "bias-recurrent", gates() * units());
    Block joined = arena.allocate(arena.plain(1, 1, biases(), units()));
    copies.add(() -> split(joined.values(), input.values(), recurrent.values()));
    return joined;
  }

  private void split(FloatBuffer joined, FloatBuffer input, FloatBuffer recurrent) {
    for (FloatBuffer bias : List.of(input, recurrent)) {
      bias.put(0, joined, units(), units());
      bias.put(units(), joined, 0, units());
    }
    input.put(2 * units(), joined, 2 * units(), units());
    recurrent.put(2 * units(), joined, 3 * units(), units());
  }

  @Override
  void finish(Pass pass) {
    copies.forEach(pass::add);
    copies.clear();
  }

  @Override
  int planForward(dnnl_primitive_desc description, Arena arena, Mode mode, Layouts layouts) {
    return dnnl_lbr_gru_forward_primitive_desc_create(
        description,
        arena.engine(),
        mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
        dnnl_unidirectional_left2right,
        layouts.source(),
        layouts.start(),
        layouts.inputWeight(),
        layouts.recurrentWeight(),
        layouts.bias(),
        layouts.output(),
        null,
        dnnl_rnn_flags_undef,
        arena.attributes());
  }

  @Override
  int planBackward(
      dnnl_primitive_desc description,
      Arena arena,
      Layouts layouts,
      Layouts derivatives,
      dnnl_primitive_desc forward) {
    return dnnl_lbr_gru_backward_primitive_desc_create(
        description,
        arena.engine(),
        dnnl_backward,
        dnnl_unidirectional_left2right,
        layouts.source(),
        layouts.start(),
        layouts.inputWeight(),
        layouts.recurrentWeight(),
        layouts.bias(),
        layouts.output(),
        null,
        derivatives.source(),
        derivatives.start(),
        derivatives.inputWeight(),
        derivatives.recurrentWeight(),
        derivatives.bias(),
        derivatives.output(),
        null,
        dnnl_rnn_flags_diff_weights_overwrite,
        forward,
        arena.attributes());
  }
}
