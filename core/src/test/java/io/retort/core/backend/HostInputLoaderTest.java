package io.retort.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.InMemorySamples;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.FourThreads;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostInputLoaderTest {
  @Test
  void threadsThatShareTheGatheringGatherTheSame() {
    int size = 50;
    float[] values = new float[size * 1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    int[] asked = new int[size];
    for (int i = 0; i < size; i++) {
      asked[i] = i * 7 % size;
    }
    Shape input = Shape.of(1000);
    try (InMemorySamples samples =
            new InMemorySamples(Tensor.of(input.batch(size), values), Map.of());
        InputLoader alone = new HostInputLoader(samples, input, HostThreads.caller());
        InputLoader shared = new HostInputLoader(samples, input, new FourThreads())) {
      DeviceTensor inputs = shared.load(asked);
      assertEquals(input.batch(size), inputs.shape());
      assertEquals(7000, inputs.toArray()[1000]);
      assertArrayEquals(alone.load(asked).toArray(), inputs.toArray());
    }
  }

  /** Samples whose inputs are their indexes, and who gathered them. */
  private static final class Watched extends ForwardingSamples {
    private final Map<Integer, Thread> gatherers = new ConcurrentHashMap<>();
    private final AtomicLong clock;
    private final long nanos;

    Watched(InMemorySamples samples, AtomicLong clock, long nanos) {
      super(samples);
      this.clock = clock;
      this.nanos = nanos;
    }

    @Override
    public void inputs(int[] chosen, Tensor destination) {
      clock.addAndGet(nanos);
      gatherers.put(chosen[0], Thread.currentThread());
      if (chosen[0] == BROKEN) {
        throw new IllegalStateException("broken");
      }
      super.inputs(chosen, destination);
    }
  }

  private static final int BROKEN = 99;
  private static final Shape INDEX = Shape.of(1);

  private static InMemorySamples indexes() {
    float[] values = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new InMemorySamples(Tensor.of(INDEX.batch(100), values), Map.of());
  }

  private static void assertLoaded(HostInputLoader loader, int... wanted) {
    float[] expected = new float[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      expected[i] = wanted[i];
    }
    assertArrayEquals(expected, loader.load(wanted).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {99_000, 101_000})
  void batchesThatTakeLongAreGatheredAheadInAThreadOfTheirOwn(long nanos) {
    AtomicLong clock = new AtomicLong();
    try (InMemorySamples all = indexes()) {
      Watched watched = new Watched(all, clock, nanos);
      try (HostInputLoader loader =
          new HostInputLoader(watched, INDEX, HostThreads.caller(), clock::get)) {
        for (int i = 0; i < 30; i++) {
          loader.prepare(new int[] {i, i + 1});
          assertLoaded(loader, i, i + 1);
        }
      }
      for (int i = 0; i < 30; i++) {
        boolean ahead = nanos > 100_000 && i >= 10;
        assertEquals(!ahead, watched.gatherers.get(i) == Thread.currentThread(), "batch " + i);
      }
    }
  }

  @Test
  void whatWasLoadedStaysWhileTheNextBatchIsGathered() {
    AtomicLong clock = new AtomicLong();
    try (InMemorySamples all = indexes();
        HostInputLoader loader =
            new HostInputLoader(
                new Watched(all, clock, 1_000_000), INDEX, HostThreads.caller(), clock::get)) {
      for (int i = 0; i < 50; i++) {
        DeviceTensor loaded = loader.load(new int[] {i, 7});
        loader.prepare(new int[] {i + 1, 7});
        assertArrayEquals(new float[] {i, 7}, loaded.toArray());
      }
      // Other samples than were said, and another number of them.
      assertLoaded(loader, 3, 4);
      loader.prepare(new int[] {5, 6, 7});
      assertLoaded(loader, 8, 9);
      loader.prepare(new int[] {5, 6, 7});
      assertLoaded(loader, 5, 6, 7);
      assertLoaded(loader, 5, 6);
    }
  }

  @Test
  void aFailureIsThrownWhereTheBatchIsLoaded() {
    AtomicLong clock = new AtomicLong();
    try (InMemorySamples all = indexes();
        HostInputLoader loader =
            new HostInputLoader(
                new Watched(all, clock, 1_000_000), INDEX, HostThreads.caller(), clock::get)) {
      for (int i = 0; i < 10; i++) {
        assertLoaded(loader, i);
      }
      loader.prepare(new int[] {BROKEN});
      assertEquals(
          "broken",
          assertThrows(IllegalStateException.class, () -> loader.load(new int[] {BROKEN}))
              .getMessage());
      assertLoaded(loader, 1);
      loader.prepare(new int[] {BROKEN});
    }
  }
}
