package io.retort.backends.cpu.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** A linear convolution of any number of groups by ND4J's operations, one group after another. */
final class GroupedConvolution implements Operator {
  private static final int VALID = 0;
  private static final int SAME = 1;
  private static final int CHANNELS_FIRST = 0;
  private static final int FILTERS_FIRST = 1;

  private final Layer.Conv2d layer;
  private final int filters;
  private final int channels;
  private final Shape output;
  private final int[] settings;
  private final int rowsRead;
  private final int columnsRead;

  GroupedConvolution(Layer.Conv2d layer, Shape input, Shape output) {
    this.layer = layer;
    this.filters = layer.filters() / layer.groups();
    this.channels = input.extent(0) / layer.groups();
    this.output = output;
    Window window =
        new Window(input, layer.kernel(), layer.dilation(), layer.stride(), layer.padding());
    boolean same = window.mode() == ConvolutionMode.Same;
    this.rowsRead = input.extent(1) - (same ? window.unread()[0] : 0);
    this.columnsRead = input.extent(2) - (same ? window.unread()[1] : 0);
    this.settings =
        new int[] {
          layer.kernel().height(),
          layer.kernel().width(),
          layer.stride().height(),
          layer.stride().width(),
          window.padded()[0],
          window.padded()[1],
          layer.dilation().height(),
          layer.dilation().width(),
          same ? SAME : VALID,
          CHANNELS_FIRST,
          FILTERS_FIRST
        };
  }

  /** The weights, then the biases. */
  @Override
  public long parameters() {
    return weights() + (layer.bias() ? layer.filters() : 0);
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    INDArray result =
        Nd4j.createUninitialized(
            input.dataType(),
            new long[] {input.size(0), layer.filters(), output.extent(1), output.extent(2)},
            'c');
    for (int group = 0; group < layer.groups(); group++) {
      INDArray part = single() ? result : outputs(result, group).dup('c');
      Nd4j.exec(
          operation("conv2d", arrays(parameters, group, inputs(input, group)), List.of(part)));
      if (!single()) {
        outputs(result, group).assign(part);
        part.close();
      }
    }
    return result;
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    INDArray derivative = Nd4j.zeros(input.dataType(), input.shape());
    for (int group = 0; group < layer.groups(); group++) {
      List<INDArray> given = arrays(parameters, group, inputs(input, group));
      given.add(outputs(epsilon, group).dup('c'));
      INDArray part = given.get(0).ulike();
      Nd4j.exec(operation("conv2d_bp", given, arrays(gradients, group, part)));
      read(derivative, group).assign(part);
    }
    return derivative;
  }

  private CustomOp operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
    return DynamicCustomOp.builder(name)
        .addInputs(inputs.toArray(INDArray[]::new))
        .addOutputs(outputs.toArray(INDArray[]::new))
        .addIntegerArguments(settings)
        .build();
  }

  /** An image, the weights of a group and, where there are some, its biases. */
  private List<INDArray> arrays(INDArray values, int group, INDArray image) {
    List<INDArray> arrays = new ArrayList<>(List.of(image, weight(values, group)));
    if (layer.bias()) {
      arrays.add(bias(values, group));
    }
    return arrays;
  }

  private boolean single() {
    return layer.groups() == 1;
  }

  private long weights() {
    return (long) layer.filters() * channels * layer.kernel().height() * layer.kernel().width();
  }

  private INDArray inputs(INDArray input, int group) {
    return read(input, group).dup('c');
  }

  private INDArray read(INDArray input, int group) {
    return input.get(
        all(),
        interval((long) group * channels, (group + 1L) * channels),
        interval(0, rowsRead),
        interval(0, columnsRead));
  }

  private INDArray outputs(INDArray all, int group) {
    return all.get(all(), interval((long) group * filters, (group + 1L) * filters), all(), all());
  }

  private INDArray weight(INDArray values, int group) {
    long length = weights() / layer.groups();
    return values
        .reshape(parameters())
        .get(interval(group * length, (group + 1) * length))
        .reshape('c', filters, channels, layer.kernel().height(), layer.kernel().width());
  }

  private INDArray bias(INDArray values, int group) {
    long start = weights() + (long) group * filters;
    return values.reshape(parameters()).get(interval(start, start + filters));
  }
}
