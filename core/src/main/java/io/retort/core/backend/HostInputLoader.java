package io.retort.core.backend;

import io.retort.core.data.Samples;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Gathers inputs in the host's memory, in one tensor for each number of samples. */
public final class HostInputLoader implements InputLoader {
  private final Samples samples;
  private final Shape input;
  private final HostThreads threads;
  private final Map<Integer, Tensor> gathered = new HashMap<>();

  /**
   * A loader.
   *
   * @param samples the samples
   * @param input the shape of one sample's input
   * @param threads those that share the work
   */
  public HostInputLoader(Samples samples, Shape input, HostThreads threads) {
    this.samples = samples;
    this.input = input;
    this.threads = threads;
  }

  @Override
  public DeviceTensor load(int[] wanted) {
    Tensor destination =
        gathered.computeIfAbsent(wanted.length, count -> Tensor.allocate(input.batch(count)));
    threads.share(
        wanted.length,
        input.elements(),
        (from, to) -> {
          if (to - from == wanted.length) {
            samples.inputs(wanted, destination);
          } else {
            samples.inputs(Arrays.copyOfRange(wanted, from, to), destination.rows(from, to - from));
          }
        });
    return DeviceTensor.of(destination);
  }

  @Override
  public void close() {
    gathered.values().forEach(Tensor::close);
    gathered.clear();
  }
}
