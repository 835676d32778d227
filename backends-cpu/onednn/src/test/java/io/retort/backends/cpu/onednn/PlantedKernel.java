package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** A kernel that computes a convolution by its definition, and then spoils what it has computed. */
final class PlantedKernel implements Implementation {
  private final String name;
  private final ConvolutionSpec convolution;
  private final BiConsumer<VerificationCase, Map<ArrayRole, float[]>> fault;
  private int runs;

  PlantedKernel(
      String name,
      ConvolutionSpec convolution,
      BiConsumer<VerificationCase, Map<ArrayRole, float[]>> fault) {
    this.name = name;
    this.convolution = convolution;
    this.fault = fault;
  }

  /** How often it was run. */
  int runs() {
    return runs;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return convolution.toString();
  }

  @Override
  public double tolerance() {
    return 1e-4;
  }

  @Override
  public Map<ArrayRole, float[]> run(VerificationCase sample) {
    runs++;
    Map<ArrayRole, float[]> values = new EnumMap<>(ArrayRole.class);
    for (ArrayRole role : ArrayRole.values()) {
      values.put(role, sample.values(role));
    }
    int[] places = IntStream.range(0, convolution.batch() * convolution.pixels()).toArray();
    ConvolutionLoops loops = new ConvolutionLoops(convolution, values, places);
    Map<ArrayRole, float[]> written = new EnumMap<>(ArrayRole.class);
    for (ArrayRole role : ArrayRole.values()) {
      if (convolution.direction().writes(role)) {
        float[] result = new float[values.get(role).length];
        for (int i = 0; i < result.length; i++) {
          result[i] = (float) loops.value(role, i);
        }
        written.put(role, result);
      }
    }
    fault.accept(sample, written);
    return written;
  }

  /** Images of 5x4, a kernel of 3x2 at stride 2x1, with padding. */
  static ConvolutionSpec convolution(ConvolutionDirection direction, int batch, int channels) {
    return new ConvolutionSpec(
        direction,
        batch,
        channels,
        6,
        2,
        WindowAxis.of(5, 3, 2, 1, 1, 3),
        WindowAxis.of(4, 2, 1, 1, 0, 3),
        true,
        false,
        ActivationFunction.LINEAR);
  }
}
