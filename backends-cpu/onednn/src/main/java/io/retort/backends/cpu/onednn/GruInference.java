package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * {@link Layer.Gru} in inference, as oneDNN's "linear before reset" variant. oneDNN has the gates
 * in the order z, r, n and the biases {@code b_z + d_z, b_r + d_r, b_n, d_n}; parameters are copied
 * from the canonical order.
 */
final class GruInference extends RecurrentInference {
  /** For each gate of oneDNN the canonical one. */
  private static final int[] ORDER = {GruTape.UPDATE, GruTape.RESET, GruTape.CANDIDATE};

  GruInference(
      Layer.Gru layer, DirectedParameters parameters, Shape input, int batch, DataType type) {
    super(
        parameters,
        layer.returns(),
        layer.units(),
        input,
        batch,
        type,
        new GruTraining(layer, parameters, input, batch, type));
  }

  @Override
  RecurrentSpec.Cell cell() {
    return RecurrentSpec.Cell.GRU;
  }

  @Override
  NodeValue weight(NetworkPass pass, String array, long inputs) {
    Arena arena = pass.arena();
    MemoryBlock canonical = parameter(pass, array, gates() * units(), inputs);
    MemoryBlock ordered = arena.allocate(arena.gateMajor(inputs, gates(), units()));
    int size = Math.toIntExact(units() * inputs);
    pass.add(() -> reorder(canonical.values(), ordered.values(), size));
    return new NodeValue(ordered, 1, 1, inputs, gates(), units());
  }

  private static void reorder(FloatBuffer from, FloatBuffer to, int size) {
    for (int gate = 0; gate < ORDER.length; gate++) {
      to.put(gate * size, from, ORDER[gate] * size, size);
    }
  }

  @Override
  MemoryBlock bias(NetworkPass pass) {
    Arena arena = pass.arena();
    MemoryBlock input = parameter(pass, "bias", gates() * units());
    MemoryBlock recurrent = parameter(pass, "bias-recurrent", gates() * units());
    MemoryBlock joined = arena.allocate(arena.plain(1, 1, cell().biases(), units()));
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
  int plan(dnnl_primitive_desc description, Arena arena, Layouts layouts) {
    return dnnl_lbr_gru_forward_primitive_desc_create(
        description,
        arena.engine(),
        dnnl_forward_inference,
        dnnl_unidirectional_left2right,
        layouts.source(),
        null,
        layouts.inputWeight(),
        layouts.recurrentWeight(),
        layouts.bias(),
        layouts.output(),
        null,
        dnnl_rnn_flags_undef,
        arena.attributes());
  }
}
