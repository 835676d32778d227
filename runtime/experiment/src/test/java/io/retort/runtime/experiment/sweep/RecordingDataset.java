package io.retort.runtime.experiment.sweep;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A data set of three classes on four inputs that writes down which inputs were read. */
final class RecordingDataset implements DatasetProvider<RecordingDataset.Settings> {
  static final int SAMPLES = 180;

  /** The training samples whose inputs were read. */
  final BitSet read = new BitSet();

  /** How often anything of the test part was read. */
  int testReads;

  /** How often the data was loaded. */
  int loads;

  /** Settings of the data set. */
  record Settings(@Doc("Whether there is a test part.") boolean test) {}

  @Override
  public String name() {
    return "watched";
  }

  @Override
  public Class<Settings> configuration() {
    return Settings.class;
  }

  @Override
  public Dataset create(Settings settings, Context context) {
    loads++;
    InMemorySamples train = samples();
    InMemorySamples test = samples();
    return new Dataset() {
      @Override
      public Shape inputShape() {
        return Shape.of(4);
      }

      @Override
      public List<Head> heads() {
        return List.of(new Head("label", new Task.SingleLabel(List.of("a", "b", "c"))));
      }

      @Override
      public Samples train() {
        return watched(train, false);
      }

      @Override
      public Optional<Samples> test() {
        return settings.test() ? Optional.of(watched(test, true)) : Optional.empty();
      }

      @Override
      public void close() {
        train.close();
        test.close();
      }
    };
  }

  private Samples watched(InMemorySamples samples, boolean test) {
    return new Samples() {
      @Override
      public int size() {
        return samples.size();
      }

      @Override
      public void inputs(int[] indexes, Tensor destination) {
        for (int index : indexes) {
          read.set(index);
        }
        testReads += test ? 1 : 0;
        samples.inputs(indexes, destination);
      }

      @Override
      public Target.GroundTruth labels(String head, int[] indexes) {
        testReads += test ? 1 : 0;
        return samples.labels(head, indexes);
      }
    };
  }

  private static InMemorySamples samples() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[SAMPLES * 4];
    int[] classes = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      classes[i] = i % 3;
      for (int j = 0; j < 4; j++) {
        values[i * 4 + j] = (float) (random.nextGaussian() / 2 + (j == classes[i] ? 1 : 0));
      }
    }
    return new InMemorySamples(
        Tensor.of(Shape.of(SAMPLES, 4), values), Map.of("label", new Target.Classes(classes)));
  }
}
