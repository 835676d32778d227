package io.retort.backends.cpu.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.network.Layer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Layer.Gru} over {@code [batch, time, features]}, a layer that Deeplearning4j has not. */
final class GatedRecurrentUnit implements CustomOperator {
  private final Layer.Gru layer;
  private final int units;
  private final int features;
  private final List<Step> steps = new ArrayList<>();

  GatedRecurrentUnit(Layer.Gru layer, int features) {
    this.layer = layer;
    this.units = layer.units();
    this.features = features;
  }

  /** What the backward pass needs of one time step; all are {@code [batch, units]}. */
  private record Step(
      INDArray reset, INDArray update, INDArray candidate, INDArray product, INDArray before) {}

  @Override
  public long parameters() {
    return 3L * units * (features + units + 2);
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    Arrays arrays = new Arrays(parameters);
    INDArray state = Nd4j.zeros(input.dataType(), input.size(0), units);
    INDArray sequence =
        switch (layer.returns()) {
          case SEQUENCE ->
              Nd4j.createUninitialized(input.dataType(), input.size(0), input.size(1), units);
          case LAST -> null;
        };
    INDArray projected = project(input, arrays);
    steps.clear();
    for (long time = 0; time < input.size(1); time++) {
      INDArray a = at(projected, time);
      INDArray b = state.mmul(arrays.recurrent.transpose()).addiRowVector(arrays.recurrentBias);
      INDArray gates =
          Transforms.sigmoid(
              a.get(all(), interval(0, 2L * units)).add(b.get(all(), interval(0, 2L * units))),
              false);
      INDArray reset = gates.get(all(), interval(0, units));
      INDArray update = gates.get(all(), interval(units, 2L * units));
      INDArray product = gate(b, 2);
      INDArray candidate = Transforms.tanh(reset.mul(product).addi(gate(a, 2)), false);
      INDArray next = state.sub(candidate).muli(update).addi(candidate);
      if (training) {
        steps.add(new Step(reset, update, candidate, product, state));
      }
      if (sequence != null) {
        at(sequence, time).assign(next);
      }
      state = next;
    }
    projected.close();
    return sequence == null ? state : sequence;
  }

  /** W·x + b for all steps at once: {@code [batch, time, 3·units]}. */
  private INDArray project(INDArray input, Arrays arrays) {
    int rows = Math.toIntExact(input.size(0) * input.size(1));
    INDArray dense = NativeValues.isDense(input) ? input : input.dup('c');
    INDArray projected =
        Nd4j.createUninitialized(
            input.dataType(), new long[] {input.size(0), input.size(1), 3L * units}, 'c');
    new Gemm(dense, false, arrays.input, true, projected, rows, 3 * units, features, 0)
        .run(0, 0, 0);
    INDArray matrix = projected.reshape('c', rows, 3L * units);
    matrix.addiRowVector(arrays.bias);
    return projected;
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    Arrays arrays = new Arrays(parameters);
    gradients.assign(0);
    Arrays derivatives = new Arrays(gradients);
    INDArray projected =
        Nd4j.createUninitialized(
            input.dataType(), new long[] {input.size(0), input.size(1), 3L * units}, 'c');
    INDArray state = Nd4j.zeros(input.dataType(), input.size(0), units);
    boolean ofAllSteps =
        switch (layer.returns()) {
          case SEQUENCE -> true;
          case LAST -> false;
        };
    if (!ofAllSteps) {
      state.addi(epsilon);
    }
    for (int time = steps.size() - 1; time >= 0; time--) {
      Step step = steps.get(time);
      if (ofAllSteps) {
        state.addi(at(epsilon, time));
      }
      INDArray candidate =
          state.mul(step.update.rsub(1)).muli(step.candidate.mul(step.candidate).rsubi(1));
      INDArray update = step.before.sub(step.candidate).muli(state).muli(sigmoidSlope(step.update));
      INDArray reset = candidate.mul(step.product).muli(sigmoidSlope(step.reset));
      INDArray a = Nd4j.hstack(reset, update, candidate);
      INDArray b = Nd4j.hstack(reset, update, candidate.mul(step.reset));
      at(projected, time).assign(a);
      derivatives.recurrent.addi(b.transpose().mmul(step.before));
      derivatives.recurrentBias.addi(b.sum(0));
      state = state.mul(step.update).addi(b.mmul(arrays.recurrent));
    }
    steps.clear();
    return projected(input, projected, arrays, derivatives);
  }

  /** Takes the derivatives of all steps' projections on to the weights and to the input. */
  private INDArray projected(
      INDArray input, INDArray projected, Arrays arrays, Arrays derivatives) {
    int rows = Math.toIntExact(input.size(0) * input.size(1));
    INDArray dense = NativeValues.isDense(input) ? input : input.dup('c');
    derivatives.bias.assign(projected.sum(0, 1));
    new Gemm(projected, true, dense, false, derivatives.input, 3 * units, features, rows, 0)
        .run(0, 0, 0);
    INDArray derivative = Nd4j.createUninitialized(input.dataType(), input.shape(), 'c');
    new Gemm(projected, false, arrays.input, false, derivative, rows, features, 3 * units, 0)
        .run(0, 0, 0);
    projected.close();
    return derivative;
  }

  private static INDArray sigmoidSlope(INDArray sigmoid) {
    return sigmoid.rsub(1).muli(sigmoid);
  }

  private static INDArray at(INDArray sequence, long time) {
    return sequence.get(all(), point(time), all());
  }

  private INDArray gate(INDArray gates, int index) {
    return gates.get(all(), interval((long) index * units, (index + 1L) * units));
  }

  /** The four arrays as views of one vector. */
  private final class Arrays {
    final INDArray input;
    final INDArray recurrent;
    final INDArray bias;
    final INDArray recurrentBias;

    Arrays(INDArray all) {
      long rows = 3L * units;
      INDArray vector = all.reshape(parameters());
      long recurrentAt = rows * features;
      long biasAt = recurrentAt + rows * units;
      input = vector.get(interval(0, recurrentAt)).reshape('c', rows, features);
      recurrent = vector.get(interval(recurrentAt, biasAt)).reshape('c', rows, units);
      bias = vector.get(interval(biasAt, biasAt + rows));
      recurrentBias = vector.get(interval(biasAt + rows, biasAt + 2 * rows));
    }
  }
}
