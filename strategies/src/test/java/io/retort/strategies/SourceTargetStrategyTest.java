package io.retort.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.MeanSquaredError;
import io.retort.strategies.providers.SourceTargetProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import io.retort.testkit.TwoDomains;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTargetStrategyTest {
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);
  private static final float[] SOURCE = {1, 0, -1};
  private static final float[] TARGET = {-2, 3, 1};
  private static final NetworkDescription LINEAR =
      NetworkDescription.sequence()
          .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  @Test
  void eachTaskHasATermOnItsOwnSamples() {
    List<Term> terms = plan(0.25, 2).stages().get(0).terms().get("student");
    assertEquals(2, terms.size());
    for (int domain = 0; domain < 2; domain++) {
      Term term = terms.get(domain);
      assertEquals(OptionalInt.of(domain), term.domain());
      assertEquals(domain == 0 ? 1 : 0.25, term.weight());
      assertEquals(new TargetSource.TeacherHead("class"), term.targets().get(0));
      assertSame(DISTANCE, term.criterion());
    }
  }

  @Test
  void dataOfOnePartIsRefused() {
    String message = assertThrows(RetortException.class, () -> plan(1, 1)).getMessage();
    assertTrue(message.contains("two parts, but this has 1"), message);
  }

  /**
   * On the same inputs, E_s‖g − f_s‖² + λ·E_t‖g − f_t‖² is smallest at g = (f_s + λ f_t)/(1 + λ),
   * whatever the numbers of samples.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1, 4})
  void studentSettlesAtTheWeightedMeanOfTheTeachers(double lambda) {
    // Four samples of the source, and each of them twice as the target.
    Tensor inputs = Tensor.allocate(Shape.of(12, 2));
    for (int i = 0; i < 12; i++) {
      inputs.set(2 * i + i % 2, i % 4 < 2 ? 1 : -1);
    }
    try (InMemorySamples samples =
            new InMemorySamples(inputs, Map.of("class", new Target.Classes(new int[12])));
        DifferenceBackend backend = new DifferenceBackend()) {
      Samples parts = new TwoDomains(samples, sample -> sample >= 4);
      TrainingData data =
          new TrainingData(TinyLesson.INPUT, List.of(TinyLesson.CLASS), parts, parts);
      SavedNetwork student = train(plan(lambda, 2), data, backend);
      float[] bias = student.weights().arrays().get("fc.bias").values();
      for (int i = 0; i < 3; i++) {
        assertEquals((SOURCE[i] + lambda * TARGET[i]) / (1 + lambda), bias[i], 1e-3);
      }
      for (float weight : student.weights().arrays().get("fc.weight").values()) {
        assertEquals(0, weight, 1e-3);
      }
    }
  }

  private static SavedNetwork train(
      DistillationPlan plan, TrainingData data, DifferenceBackend backend) {
    // Eight samples of each part fill a batch of 16: all of the target, and all of the source.
    TrainingSettings settings =
        TinyLesson.settings(300, 16, TrainingFixture.LABEL_LOSS, TrainingSettings.Keep.LAST);
    BitSet all = new BitSet();
    all.set(0, data.train().size());
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            new TwoTeachers(), data.train(), TinyLesson.INPUT, new InMemoryOutputs(1 << 20))) {
      return new Trainer(backend, TrainingListener.NONE, MetricSet.NONE)
          .train(
              new TrainingTask(
                  "distilled", 1, data, all, plan, Optional.of(outputs), settings, 300))
          .networks()
          .get(DistillationPlan.STUDENT);
    }
  }

  private static DistillationPlan plan(double lambda, int domains) {
    return new SourceTargetProvider()
        .create(new SourceTargetSettings(lambda, DISTANCE), new TestContext(Path.of("."), 1))
        .plan(
            new StrategySetting(
                NetworkPlan.of(LINEAR, TinyLesson.INPUT),
                List.of(TinyLesson.CLASS),
                new TwoTeachers().outputs(),
                TrainingFixture.LABEL_LOSS,
                OptionalInt.empty(),
                domains));
  }

  /** Says one thing of the source and another of the target. */
  private record TwoTeachers() implements Teacher {

    @Override
    public List<TeacherOutput> outputs() {
      return List.of(new TeacherOutput("class", TargetKind.LOGITS, Shape.of(3)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      destinations.forEach(
          (name, destination) -> {
            for (int i = 0; i < batch.size(); i++) {
              boolean source = batch.source().domain(batch.samples()[i]) == 0;
              destination.write(3 * i, source ? SOURCE : TARGET);
            }
          });
    }

    @Override
    public String fingerprint() {
      return "constant";
    }

    @Override
    public void close() {}
  }
}
