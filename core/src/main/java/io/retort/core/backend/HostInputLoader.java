package io.retort.core.backend;

import io.retort.core.data.Samples;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gathers inputs in the host's memory, in two tensors for each number of samples. Where gathering
 * takes long, as of samples that are read from files or encoded each time, the batch that is
 * {@linkplain #prepare prepared} is gathered in a thread of its own.
 */
public final class HostInputLoader implements InputLoader {
  /** Less than this is not worth another thread, which takes as long to wake up. */
  private static final long LONG_NANOS = 100_000;

  /** How many batches in a row have to take long: the first ones do while code is compiled. */
  private static final int BATCHES = 10;

  private final Samples samples;
  private final Shape input;
  private final HostThreads threads;
  private final LongSupplier nanos;
  private final Map<Integer, Tensor> loaded = new HashMap<>();
  private final Map<Integer, Tensor> spare = new HashMap<>();
  private final GatheringThread ahead = new GatheringThread();
  private int tookLong;

  /**
   * A loader.
   *
   * @param samples the samples
   * @param input the shape of one sample's input
   * @param threads those that share the work
   */
  public HostInputLoader(Samples samples, Shape input, HostThreads threads) {
    this(samples, input, threads, System::nanoTime);
  }

  /**
   * The same with another clock.
   *
   * @param nanos the time in nanoseconds
   */
  HostInputLoader(Samples samples, Shape input, HostThreads threads, LongSupplier nanos) {
    this.samples = samples;
    this.input = input;
    this.threads = threads;
    this.nanos = nanos;
  }

  @Override
  public DeviceTensor load(int[] wanted) {
    Optional<GatheringThread.Batch> prepared = ahead.take();
    prepared.ifPresent(batch -> count(batch.nanos()));
    Tensor destination;
    if (prepared.filter(batch -> Arrays.equals(batch.samples(), wanted)).isPresent()) {
      // What was loaded before may be written to from now on.
      destination = spare.remove(wanted.length);
      Tensor before = loaded.put(wanted.length, destination);
      if (before != null) {
        spare.put(wanted.length, before);
      }
    } else {
      destination = tensor(loaded, wanted.length);
      long start = nanos.getAsLong();
      gather(wanted, destination);
      count(nanos.getAsLong() - start);
    }
    return DeviceTensor.of(destination);
  }

  private void count(long took) {
    tookLong = took < LONG_NANOS ? 0 : tookLong + 1;
  }

  private void gather(int[] wanted, Tensor destination) {
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
  }

  @Override
  public void prepare(int[] wanted) {
    if (tookLong < BATCHES) {
      return;
    }
    Tensor destination = tensor(spare, wanted.length);
    ahead.begin(
        wanted,
        () -> {
          long start = nanos.getAsLong();
          samples.inputs(wanted, destination);
          return nanos.getAsLong() - start;
        });
  }

  private Tensor tensor(Map<Integer, Tensor> tensors, int count) {
    return tensors.computeIfAbsent(count, size -> Tensor.allocate(input.batch(size)));
  }

  @Override
  public void close() {
    ahead.close();
    loaded.values().forEach(Tensor::close);
    loaded.clear();
    spare.values().forEach(Tensor::close);
    spare.clear();
  }
}
