package io.retort.strategies;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.Supervised;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.DistantBackend;
import io.retort.testkit.TinyLesson;
import io.retort.testkit.TinyTeacher;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The copies of a whole training on a distant backend.
 *
 * @param copies how often values were copied to the host or from it
 * @param steps the steps of the training
 */
record CopyCount(long copies, long steps) {
  private static final int SAMPLES = 20;
  private static final int EPOCHS = 4;
  private static final Loss LABEL_LOSS = new Supervised();

  static CopyCount of(Function<TrainingData, Strategy> strategy, boolean twoParts, int batch) {
    try (DistantBackend backend = new DistantBackend(new DifferenceBackend())) {
      long steps = train(backend, strategy, twoParts, batch, SAMPLES, TrainingListener.NONE);
      return new CopyCount(backend.copies(), steps);
    }
  }

  /**
   * Trains a student of which a number of samples is labelled.
   *
   * @return the steps
   */
  static long train(
      ComputeBackend backend,
      Function<TrainingData, Strategy> strategy,
      boolean twoParts,
      int batch,
      int known,
      TrainingListener listener) {
    try (TinyLesson lesson = TinyLesson.of(SAMPLES, 7);
        Teacher teacher =
            new TinyTeacher(TinyLesson.drawn(TinyLesson.TEACHER, 100), new DifferenceBackend())) {
      TrainingData data = twoParts ? lesson.inTwoParts() : lesson.data();
      TrainingSettings settings =
          TinyLesson.settings(EPOCHS, batch, LABEL_LOSS, TrainingSettings.Keep.LAST);
      BitSet labelled = new BitSet();
      labelled.set(0, known);
      try (TeacherOutputs outputs =
          new TeacherOutputs(
              teacher, data.train(), TinyLesson.INPUT, new InMemoryOutputs(Long.MAX_VALUE))) {
        new Trainer(backend, listener, MetricSet.NONE)
            .train(
                new TrainingTask(
                    "distilled",
                    1,
                    data,
                    labelled,
                    plan(strategy, data, teacher),
                    Optional.of(outputs),
                    settings,
                    settings.stepsFor(data.train())));
      }
      return settings.stepsFor(data.train());
    }
  }

  private static DistillationPlan plan(
      Function<TrainingData, Strategy> strategy, TrainingData data, Teacher teacher) {
    return strategy
        .apply(data)
        .plan(
            new StrategySetting(
                NetworkPlan.of(TinyLesson.STUDENT, TinyLesson.INPUT),
                data.heads(),
                teacher.outputs(),
                LABEL_LOSS,
                OptionalInt.of(EPOCHS),
                data.train().domains()));
  }

  /**
   * What the steps of a training copy: for each term whose loss is not a program its outputs, what
   * it sees of peers, and its gradients.
   */
  static long expected(Function<TrainingData, Strategy> strategy, boolean twoParts, long steps) {
    try (TinyLesson lesson = TinyLesson.of(SAMPLES, 7);
        Teacher teacher =
            new TinyTeacher(TinyLesson.drawn(TinyLesson.TEACHER, 100), new DifferenceBackend())) {
      TrainingData data = twoParts ? lesson.inTwoParts() : lesson.data();
      double copies = 0;
      for (Stage stage : plan(strategy, data, teacher).stages()) {
        copies +=
            stage.share()
                * steps
                * stage.terms().values().stream()
                    .flatMap(List::stream)
                    .mapToLong(CopyCount::ofTerm)
                    .sum();
      }
      return Math.round(copies);
    }
  }

  private static long ofTerm(Term term) {
    // All losses among those of the strategies are programs against all that they accept.
    if (term.criterion() instanceof Loss loss
        && loss.accepts().stream().allMatch(kind -> loss.formula(kind).isPresent())) {
      return 0;
    }
    long peers = term.targets().stream().filter(TargetSource.Peer.class::isInstance).count();
    return 2L * term.taps().size() + peers;
  }
}
