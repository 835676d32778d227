package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.NodeTuning;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What training leaves alone of frozen nodes, on either backend. */
class FrozenNormalisationTest {
  private static final NetworkDescription STUDENT =
      NetworkDescription.sequence()
          .add("wide", new Layer.Dense(6, ActivationFunction.TANH))
          .add("norm", new Layer.BatchNorm(0.1, 1e-5))
          .add("output", new Layer.Dense(3, ActivationFunction.LINEAR))
          .build();

  @Test
  void onednnKeepsWeightsAndStatistics() {
    try (ComputeBackend backend =
        new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.empty(), true))) {
      frozenNodesStay(backend);
    }
  }

  @Test
  void dl4jKeepsWeightsAndStatistics() {
    try (ComputeBackend backend =
        new Dl4jProvider()
            .create(
                new Dl4jConfiguration(Dl4jConfiguration.Precision.F32, Optional.empty()),
                new TestContext(Path.of("."), 0))) {
      frozenNodesStay(backend);
    }
  }

  private static void frozenNodesStay(ComputeBackend backend) {
    Map<String, Weights.Array> before = TinyLesson.drawn(STUDENT, 1).weights().arrays();
    Map<String, Weights.Array> free = train(backend, List.of());
    Map<String, Weights.Array> frozen =
        train(backend, List.of(new NodeTuning(List.of("wide", "norm"), 0, 0)));
    for (String name : before.keySet()) {
      float[] start = before.get(name).values();
      assertFalse(Arrays.equals(start, free.get(name).values()), name);
      if (name.startsWith("output")) {
        assertFalse(Arrays.equals(start, frozen.get(name).values()), name);
      } else {
        assertArrayEquals(start, frozen.get(name).values(), name);
      }
    }
  }

  private static Map<String, Weights.Array> train(ComputeBackend backend, List<NodeTuning> nodes) {
    try (TinyLesson lesson = TinyLesson.of(24, 5)) {
      TrainingSettings how = TinyLesson.settings(3, new Squares()).toBuilder().nodes(nodes).build();
      DistillationPlan plan =
          DistillationPlan.supervised(
              NetworkPlan.of(STUDENT, TinyLesson.INPUT), lesson.data().heads(), how.loss());
      SavedNetwork trained =
          new Trainer(backend, TrainingListener.NONE, MetricSet.NONE)
              .train(TrainingTask.supervised("student", 1, lesson.data(), plan, how))
              .networks()
              .get(DistillationPlan.STUDENT);
      return trained.weights().arrays();
    }
  }

  /** Half the mean square of the distance to 1 of every output. */
  private record Squares() implements Loss {

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.CLASSES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      int rows = student.shape().extent(0);
      double sum = 0;
      for (int i = 0; i < student.shape().elements(); i++) {
        double away = student.get(i) - 1;
        sum += away * away / 2;
        gradient.set(i, (float) (away / rows));
      }
      return sum / rows;
    }
  }
}
