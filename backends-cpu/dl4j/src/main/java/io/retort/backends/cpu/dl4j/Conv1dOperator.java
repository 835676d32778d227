package io.retort.backends.cpu.dl4j;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link Layer.Conv1d} without its function, in plain loops. */
final class Conv1dOperator implements CustomOperator {
  private final Layer.Conv1d layer;
  private final int time;
  private final int features;
  private final int places;
  private final int perGroup;
  private final int weights;

  Conv1dOperator(Layer.Conv1d layer, Shape input, Shape output) {
    this.layer = layer;
    this.time = input.extent(0);
    this.features = input.extent(1);
    this.places = output.extent(0);
    this.perGroup = features / layer.groups();
    this.weights = layer.filters() * perGroup * layer.kernel();
  }

  @Override
  public long parameters() {
    return (long) weights + (layer.bias() ? layer.filters() : 0);
  }

  /** What one weight multiplies at one place of the window. */
  private interface Product {
    void of(int input, int weight, int output);
  }

  private void forEach(int samples, Product product) {
    int filtersPerGroup = layer.filters() / layer.groups();
    for (int place = 0; place < samples * places; place++) {
      int first = place % places * layer.stride() - layer.before(time);
      for (int tap = 0; tap < layer.kernel(); tap++) {
        int step = first + tap * layer.dilation();
        for (int filter = 0; step >= 0 && step < time && filter < layer.filters(); filter++) {
          int input =
              (place / places * time + step) * features + filter / filtersPerGroup * perGroup;
          for (int k = 0; k < perGroup; k++) {
            int weight = (filter * perGroup + k) * layer.kernel() + tap;
            product.of(input + k, weight, place * layer.filters() + filter);
          }
        }
      }
    }
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    double[] x = values(input);
    double[] w = values(parameters);
    int samples = Math.toIntExact(input.size(0));
    double[] y = new double[samples * places * layer.filters()];
    for (int i = 0; layer.bias() && i < y.length; i++) {
      y[i] = w[weights + i % layer.filters()];
    }
    forEach(samples, (from, weight, to) -> y[to] += w[weight] * x[from]);
    return array(y, input, samples, places, layer.filters());
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    double[] x = values(input);
    double[] w = values(parameters);
    double[] dy = values(epsilon);
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    for (int i = 0; layer.bias() && i < dy.length; i++) {
      dw[weights + i % layer.filters()] += dy[i];
    }
    forEach(
        Math.toIntExact(input.size(0)),
        (from, weight, to) -> {
          dx[from] += w[weight] * dy[to];
          dw[weight] += x[from] * dy[to];
        });
    gradients.assign(array(dw, gradients, gradients.shape()));
    return array(dx, input, input.shape());
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static INDArray array(double[] values, INDArray like, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(like.dataType());
  }
}
