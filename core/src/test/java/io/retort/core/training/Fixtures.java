package io.retort.core.training;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What several tests of this package need. */
final class Fixtures {
  static final Head DIGIT = new Head("digit", new Task.SingleLabel(List.of("zero", "one", "two")));
  static final Head SIZE = new Head("size", new Task.Regression(List.of("size")));

  private Fixtures() {}

  /** One epoch in batches of 4, in which nothing is optimized. */
  static TrainingSettingsBuilder settings() {
    return TrainingSettings.builder(
            groups -> {
              throw new AssertionError("Nothing is optimized");
            },
            loss(Set.of(TargetKind.CLASSES)))
        .epochs(1)
        .batch(4);
  }

  /** A loss of 0 against some kinds of target, which must have as many values as the student. */
  static Loss loss(Set<TargetKind> accepted) {
    return new Loss() {
      @Override
      public Set<TargetKind> accepts() {
        return accepted;
      }

      @Override
      public double evaluate(Tensor student, Target target, Tensor gradient) {
        if (target instanceof Target.Logits logits
            && !logits.values().shape().equals(student.shape())) {
          throw new IllegalArgumentException("Shapes " + student.shape() + " and others differ");
        }
        gradient.fill(0);
        return 0;
      }
    };
  }

  /** Samples i = 0, 1, … of input (i, −i), class i mod 3 and size i/2. */
  static InMemorySamples samples(int count) {
    Tensor inputs = Tensor.allocate(Shape.of(count, 2));
    Tensor sizes = Tensor.allocate(Shape.of(count, 1));
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      inputs.set(2 * i, i);
      inputs.set(2 * i + 1, -i);
      sizes.set(i, i / 2f);
      labels[i] = i % 3;
    }
    return new InMemorySamples(
        inputs, Map.of("digit", new Target.Classes(labels), "size", new Target.Values(sizes)));
  }

  static TrainingData data(InMemorySamples samples) {
    return new TrainingData(Shape.of(2), List.of(DIGIT, SIZE), samples, samples);
  }

  /** Samples of which only the number matters. */
  static Samples count(int samples) {
    return domains(new int[samples]);
  }

  /** Samples of which only the domains matter. */
  static Samples domains(int... domains) {
    return new Samples() {
      @Override
      public int size() {
        return domains.length;
      }

      @Override
      public void inputs(int[] wanted, Tensor destination) {
        throw new AssertionError("Nobody asks for inputs");
      }

      @Override
      public Target.GroundTruth labels(String head, int[] wanted) {
        throw new AssertionError("Nobody asks for labels");
      }

      @Override
      public int domains() {
        return Arrays.stream(domains).max().orElseThrow() + 1;
      }

      @Override
      public int domain(int sample) {
        return domains[sample];
      }
    };
  }
}
