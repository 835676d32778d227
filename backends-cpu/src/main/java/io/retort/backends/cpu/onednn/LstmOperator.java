package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_diff_weights_overwrite;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Lstm}, whose gates oneDNN has in the canonical order. */
final class LstmOperator extends RecurrentOperator {
  LstmOperator(
      Layer.Lstm layer,
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
    return 4;
  }

  @Override
  long biases() {
    return 4;
  }

  @Override
  int[] states() {
    return new int[] {DNNL_ARG_SRC_ITER, DNNL_ARG_SRC_ITER_C};
  }

  @Override
  Value weight(Pass pass, String array, long inputs) {
    Block rows = parameter(pass.arena(), array, gates() * units(), inputs);
    return new Value(transposed(pass.arena(), rows, inputs), 1, 1, inputs, gates(), units());
  }

  private Block transposed(Arena arena, Block rows, long inputs) {
    return arena.wrap(arena.gateMajor(inputs, gates(), units()), rows.storage());
  }

  @Override
  Block bias(Pass pass) {
    return parameter(pass.arena(), "bias", 1, 1, gates(), units());
  }

  @Override
  Block weightGradient(Arena arena, String array, long inputs) {
    Block rows = gradient(arena, array, gates() * units(), inputs);
    return transposed(arena, rows, inputs);
  }

  @Override
  Block biasGradient(Arena arena) {
    return gradient(arena, "bias", 1, 1, gates(), units());
  }

  @Override
  void finish(Pass pass) {
    // The gradients are in place already.
  }

  @Override
  int planForward(dnnl_primitive_desc description, Arena arena, Mode mode, Layouts layouts) {
    return dnnl_lstm_forward_primitive_desc_create(
        description,
        arena.engine(),
        mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
        dnnl_unidirectional_left2right,
        layouts.source(),
        layouts.start(),
        layouts.cell(),
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

  @Override
  int planBackward(
      dnnl_primitive_desc description,
      Arena arena,
      Layouts layouts,
      Layouts derivatives,
      dnnl_primitive_desc forward) {
    return dnnl_lstm_backward_primitive_desc_create(
        description,
        arena.engine(),
        dnnl_backward,
        dnnl_unidirectional_left2right,
        layouts.source(),
        layouts.start(),
        layouts.cell(),
        layouts.inputWeight(),
        layouts.recurrentWeight(),
        null,
        null,
        layouts.bias(),
        layouts.output(),
        null,
        null,
        derivatives.source(),
        derivatives.start(),
        derivatives.cell(),
        derivatives.inputWeight(),
        derivatives.recurrentWeight(),
        null,
        null,
        derivatives.bias(),
        derivatives.output(),
        null,
        null,
        dnnl_rnn_flags_diff_weights_overwrite,
        forward,
        arena.attributes());
  }
}
