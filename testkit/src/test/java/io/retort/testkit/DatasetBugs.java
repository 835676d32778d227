package io.retort.testkit;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Twenty points with two classes, as they should be and in many wrong forms. */
final class DatasetBugs {
  private static final Head SIDE = new Head("side", new Task.SingleLabel(List.of("left", "right")));

  private DatasetBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "shuffles without a seed",
            () ->
                new Points() {
                  private final int first = new Random().nextInt(1, 1_000_000);

                  @Override
                  float input(int sample) {
                    return super.input(sample) + first;
                  }
                },
            "loadingTwiceGivesTheSameSamples",
            "Loaded a second time"),
        bug(
            "classes are counted from 1",
            () ->
                new Points() {
                  @Override
                  int label(int sample) {
                    return 1 + super.label(sample);
                  }
                },
            "everySampleHasALabelInRange",
            "is out of range"),
        bug(
            "one label too few",
            () ->
                new Points() {
                  @Override
                  public Target.GroundTruth labels(String head, int[] samples) {
                    return super.labels(head, Arrays.copyOf(samples, samples.length - 1));
                  }
                },
            "everySampleHasALabelInRange",
            "The number of labels"),
        bug(
            "labels of another kind than the task's",
            () ->
                new Points() {
                  @Override
                  public Target.GroundTruth labels(String head, int[] samples) {
                    return new Target.Values(Tensor.allocate(Shape.of(samples.length, 1)));
                  }
                },
            "everySampleHasALabelInRange",
            "The kind of the labels"),
        bug(
            "only a part of an input is written",
            () ->
                new Points() {
                  @Override
                  public void inputs(int[] samples, Tensor destination) {
                    for (int row = 0; row < samples.length; row++) {
                      destination.set(2 * row, input(samples[row]));
                    }
                  }
                },
            "inputsAreFinite",
            "An input is NaN"),
        bug(
            "augments by the place in the batch",
            () ->
                new Points() {
                  @Override
                  public void inputs(int[] samples, Tensor destination) {
                    super.inputs(samples, destination);
                    for (int row = 1; row < samples.length; row += 2) {
                      destination.set(2 * row, -destination.get(2 * row));
                    }
                  }
                },
            "aSampleIsTheSameInAnyBatch",
            "gathered as row"),
        bug(
            "labels follow the order of the file, not that of the batch",
            () ->
                new Points() {
                  @Override
                  public Target.GroundTruth labels(String head, int[] samples) {
                    return super.labels(head, IntStream.range(0, samples.length).toArray());
                  }
                },
            "aSampleIsTheSameInAnyBatch",
            "The labels of sample"),
        bug(
            "hands out its own array of labels",
            () ->
                new Points() {
                  private final Map<Integer, int[]> given = new HashMap<>();

                  @Override
                  public Target.GroundTruth labels(String head, int[] samples) {
                    return new Target.Classes(
                        given.computeIfAbsent(
                            Arrays.hashCode(samples),
                            key -> ((Target.Classes) super.labels(head, samples)).labels()));
                  }
                },
            "whatIsGatheredIsACopy",
            "The labels were changed"),
        bug(
            "one cursor for all threads",
            () ->
                new Points() {
                  private final AtomicInteger calls = new AtomicInteger();
                  private int next;

                  @Override
                  public void inputs(int[] samples, Tensor destination) {
                    next = 0;
                    int call = calls.incrementAndGet();
                    // Until another thread is here too; where there is only one, none comes.
                    for (int look = 0; look < 2_000_000 && calls.get() == call; look++) {
                      Thread.onSpinWait();
                    }
                    int[] inOrder = new int[samples.length];
                    for (int row = 0; row < samples.length; row++) {
                      inOrder[row] = samples[Math.min(next++, samples.length - 1)];
                    }
                    super.inputs(inOrder, destination);
                  }
                },
            "samplesMayBeGatheredInParallel",
            "Gathered in several threads"),
        bug(
            "numbers groups as they are asked for",
            () ->
                new Points() {
                  private int asked;

                  @Override
                  public Optional<SplitKey> splitKey() {
                    return Optional.of(new SplitKey.Groups("points", sample -> "" + asked++));
                  }
                },
            "everySampleKeepsItsSplitKeyAndWeight",
            "Asked again"),
        bug(
            "takes a time that is missing for not a number",
            () ->
                new Points() {
                  @Override
                  public Optional<SplitKey> splitKey() {
                    return Optional.of(
                        new SplitKey.Times("points", sample -> sample % 2 == 0 ? 1 : Double.NaN));
                  }
                },
            "everySampleKeepsItsSplitKeyAndWeight",
            "A time is NaN"),
        bug(
            "gives samples weights below 0",
            () ->
                new Points() {
                  @Override
                  public Optional<SampleWeights> weights() {
                    return Optional.of(new SampleWeights("points", sample -> sample % 3 - 1));
                  }
                },
            "everySampleKeepsItsSplitKeyAndWeight",
            "A weight is -1"),
        bug(
            "two heads of one name",
            () ->
                new Points() {
                  @Override
                  public List<Head> heads() {
                    return List.of(SIDE, SIDE);
                  }
                },
            "headsHaveDifferentNames",
            "There are two heads called"));
  }

  /** The contract over the right data set. */
  static DatasetContract<FixedProvider.NoKeys> right() {
    return contract(Points::new);
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Dataset> dataset, String test, String message) {
    return new PlantedBug("Dataset", bug, () -> contract(dataset), test, message);
  }

  private static DatasetContract<FixedProvider.NoKeys> contract(
      Supplier<? extends Dataset> dataset) {
    return new DatasetContract<>() {
      @Override
      protected DatasetProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfDataset(dataset);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }
    };
  }

  /** Sample i is (i − 10, −i), on the right from the eleventh on. */
  private static class Points implements Dataset, Samples {

    float input(int sample) {
      return sample - 10f;
    }

    int label(int sample) {
      return sample > 10 ? 1 : 0;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(2);
    }

    @Override
    public List<Head> heads() {
      return List.of(SIDE);
    }

    @Override
    public Samples train() {
      return this;
    }

    @Override
    public Optional<Samples> test() {
      return Optional.empty();
    }

    @Override
    public int size() {
      return 20;
    }

    @Override
    public void inputs(int[] samples, Tensor destination) {
      for (int row = 0; row < samples.length; row++) {
        destination.write(2 * row, new float[] {input(samples[row]), -samples[row]});
      }
    }

    @Override
    public Target.GroundTruth labels(String head, int[] samples) {
      return new Target.Classes(Arrays.stream(samples).map(this::label).toArray());
    }

    @Override
    public void close() {}
  }
}
