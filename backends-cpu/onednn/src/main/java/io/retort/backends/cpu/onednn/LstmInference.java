package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Lstm} in inference; oneDNN has its gates in the canonical order. */
final class LstmInference extends RecurrentInference {
  LstmInference(
      Layer.Lstm layer, DirectedParameters parameters, Shape input, int batch, DataType type) {
    super(
        parameters,
        layer.returns(),
        layer.units(),
        input,
        batch,
        type,
        new LstmTraining(layer, parameters, input, batch, type));
  }

  @Override
  RecurrentSpec.Cell cell() {
    return RecurrentSpec.Cell.LSTM;
  }

  @Override
  NodeValue weight(NetworkPass pass, String array, long inputs) {
    Arena arena = pass.arena();
    MemoryBlock rows = parameter(pass, array, gates() * units(), inputs);
    MemoryBlock transposed = arena.wrap(arena.gateMajor(inputs, gates(), units()), rows.storage());
    return new NodeValue(transposed, 1, 1, inputs, gates(), units());
  }

  @Override
  MemoryBlock bias(NetworkPass pass) {
    return parameter(pass, "bias", 1, 1, gates(), units());
  }

  @Override
  int plan(dnnl_primitive_desc description, Arena arena, Layouts layouts) {
    return dnnl_lstm_forward_primitive_desc_create(
        description,
        arena.engine(),
        dnnl_forward_inference,
        dnnl_unidirectional_left2right,
        layouts.source(),
        null,
        null,
        layouts.inputWeight(),
        layouts.recurrentWeight(),
        null,
        null,
        layouts.bias(),
        layouts.output(),
        null,
        null,
        dnnl_rnn_flags_undef,
        arena.attributes());
  }
}
