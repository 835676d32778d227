package io.retort.testkit;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import io.retort.core.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Points in the plane with three classes (the largest of x, y and −x−y), and networks of a few
 * parameters: what a strategy or the training engine can be tried on within milliseconds.
 *
 * @param data as many validation as training samples, of the head {@link #CLASS}
 */
public record TinyLesson(TrainingData data) implements AutoCloseable {
  /** The only head. */
  public static final Head CLASS =
      new Head("class", new Task.SingleLabel(List.of("right", "up", "back")));

  /** The shape of a sample's input. */
  public static final Shape INPUT = Shape.of(2);

  /** A student of 27 parameters with the nodes {@code hidden} and {@code fc}. */
  public static final NetworkDescription STUDENT =
      NetworkDescription.sequence()
          .add("hidden", new Layer.Dense(4, ActivationFunction.TANH))
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /** A teacher with the nodes {@code wide}, {@code norm}, {@code drop} and {@code output}. */
  public static final NetworkDescription TEACHER =
      NetworkDescription.sequence()
          .add("wide", new Layer.Dense(6, ActivationFunction.TANH))
          .add("norm", new Layer.BatchNorm(0.1, 1e-5))
          .add("drop", new Layer.Dropout(0.5))
          .add("output", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  /**
   * A lesson.
   *
   * @param samples the number of training samples
   * @param seed decides the points
   * @return a lesson to be closed
   */
  public static TinyLesson of(int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new TinyLesson(
        new TrainingData(INPUT, List.of(CLASS), points(samples, random), points(samples, random)));
  }

  private static InMemorySamples points(int count, SplittableRandom random) {
    Tensor inputs = Tensor.allocate(INPUT.batch(count));
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      float x = (float) random.nextDouble(-1, 1);
      float y = (float) random.nextDouble(-1, 1);
      inputs.write(2 * i, new float[] {x, y});
      labels[i] = x >= y && x >= -x - y ? 0 : y >= -x - y ? 1 : 2;
    }
    return new InMemorySamples(inputs, Map.of(CLASS.name(), new Target.Classes(labels)));
  }

  /**
   * The same points as data of two parts, of which the even samples are the first.
   *
   * @return data that is closed with this lesson
   */
  public TrainingData inTwoParts() {
    return new TrainingData(
        INPUT,
        List.of(CLASS),
        new TwoDomains(data.train(), sample -> sample % 2 == 1),
        new TwoDomains(data.validation(), sample -> sample % 2 == 1));
  }

  /**
   * A network for these points with drawn weights.
   *
   * @param network its description
   * @param seed decides the weights
   * @return the untrained network
   */
  public static SavedNetwork drawn(NetworkDescription network, long seed) {
    NetworkPlan plan = NetworkPlan.of(network, INPUT);
    return new SavedNetwork(plan, WeightInitialization.draw(plan, seed));
  }

  /**
   * Plain gradient descent in batches of 8.
   *
   * @param epochs passes over the training samples
   * @param loss the loss against true labels
   * @return settings that can be changed no further
   */
  public static TrainingSettings settings(int epochs, Loss loss) {
    return settings(epochs, 8, loss, TrainingSettings.Keep.LAST);
  }

  /**
   * Plain gradient descent.
   *
   * @param epochs passes over the training samples
   * @param batch samples in a batch
   * @param loss the loss against true labels
   * @param keep which weights are kept
   * @return the settings
   */
  public static TrainingSettings settings(
      int epochs, int batch, Loss loss, TrainingSettings.Keep keep) {
    return TrainingSettings.builder(new Descent(0.5f), loss)
        .epochs(epochs)
        .batch(batch)
        .keep(keep)
        .validations(1000)
        .build();
  }

  @Override
  public void close() {
    ((InMemorySamples) data.train()).close();
    ((InMemorySamples) data.validation()).close();
  }

  private record Descent(float rate) implements FirstOrderOptimizer {
    private static final UpdateProgram PROGRAM =
        new UpdateProgram(
            Expression.value().minus(Expression.scalar("rate").times(Expression.input(0))),
            List.of());

    @Override
    public List<String> stateNames() {
      return List.of();
    }

    @Override
    public Update update(Step step) {
      return Update.of(PROGRAM, Map.of("rate", (double) rate * step.rateFactor()));
    }
  }
}
