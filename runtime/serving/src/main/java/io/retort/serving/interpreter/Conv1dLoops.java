package io.retort.serving.interpreter;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;

/** A convolution over time: for each step in the window a matrix multiplication for each group. */
final class Conv1dLoops {
  private final Layer.Conv1d layer;
  private final int time;
  private final int features;
  private final int places;
  private final int perGroup;
  private final float[] bias;

  /** The weight as {@code [kernel, features / groups, filters]}. */
  private final float[] columns;

  Conv1dLoops(Layer.Conv1d layer, Shape input, Shape output, float[] weight, float[] bias) {
    this.layer = layer;
    this.time = input.extent(0);
    this.features = input.extent(1);
    this.places = output.extent(0);
    this.perGroup = features / layer.groups();
    this.bias = bias;
    this.columns = new float[weight.length];
    int column = 0;
    for (int tap = 0; tap < layer.kernel(); tap++) {
      for (int k = 0; k < perGroup; k++) {
        for (int filter = 0; filter < layer.filters(); filter++) {
          columns[column++] = weight[(filter * perGroup + k) * layer.kernel() + tap];
        }
      }
    }
  }

  void compute(float[] from, int fromOffset, float[] to, int toOffset) {
    int first = -layer.before(time);
    for (int place = 0; place < places; place++, first += layer.stride()) {
      int at = toOffset + place * layer.filters();
      System.arraycopy(bias, 0, to, at, layer.filters());
      for (int tap = 0; tap < layer.kernel(); tap++) {
        int step = first + tap * layer.dilation();
        if (step >= 0 && step < time) {
          addStep(from, fromOffset + step * features, tap, to, at);
        }
      }
    }
  }

  private void addStep(float[] from, int step, int tap, float[] to, int at) {
    int filters = layer.filters() / layer.groups();
    for (int group = 0; group < layer.groups(); group++) {
      int target = at + group * filters;
      for (int k = 0; k < perGroup; k++) {
        float value = from[step + group * perGroup + k];
        int column = (tap * perGroup + k) * layer.filters() + group * filters;
        for (int filter = 0; filter < filters; filter++) {
          to[target + filter] += columns[column + filter] * value;
        }
      }
    }
  }
}
