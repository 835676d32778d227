package io.retort.core.tests;

import io.retort.core.loss.Loss;
import io.retort.core.metric.MetricProvider;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.Supervised;
import io.retort.losses.metric.Accuracy;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.RecordingBackend;
import io.retort.testkit.TinyLesson;
import io.retort.testkit.TinyTeacher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tiny lesson with a teacher and a backend that notes all calls: what tests of the engine and of
 * strategies start from.
 */
public final class TrainingFixture implements AutoCloseable {
  public static final Loss LABEL_LOSS = new Supervised();

  /** Models are compared by accuracy. */
  public static final MetricSet METRICS =
      new MetricSet(
          List.of(new MetricSet.Declared(new Accuracy(), MetricProvider.Role.SCORE)),
          List.of(),
          Optional.empty());

  public final TinyLesson lesson;
  public final RecordingBackend backend = new RecordingBackend(new DifferenceBackend());
  public final Teacher teacher;
  public final List<EpochReport> reports = new ArrayList<>();

  /** What is measured, and by what the best epoch is found. */
  public MetricSet metrics = METRICS;

  public TrainingFixture(int samples) {
    this(samples, TinyLesson.TEACHER);
  }

  public TrainingFixture(int samples, NetworkDescription teacherNetwork) {
    lesson = TinyLesson.of(samples, 7);
    teacher = new TinyTeacher(TinyLesson.drawn(teacherNetwork, 100), backend);
  }

  /** The term of the true labels at the student's output. */
  public static Term hard(double weight) {
    return new Term("hard", LABEL_LOSS, "fc", new TargetSource.Labels("class"), weight);
  }

  /** A term against what the teacher says of the class. */
  public static Term soft(String name, Loss loss, double weight) {
    return new Term(name, loss, "fc", new TargetSource.TeacherHead("class"), weight);
  }

  public static DistillationPlan plan(Term... terms) {
    return DistillationPlan.of(TinyLesson.STUDENT, List.of(terms));
  }

  public DistillationPlan plan(Strategy strategy) {
    return plan(strategy, OptionalInt.empty());
  }

  /** The plan for a training that is given in epochs. */
  public DistillationPlan plan(Strategy strategy, int epochs) {
    return plan(strategy, OptionalInt.of(epochs));
  }

  private DistillationPlan plan(Strategy strategy, OptionalInt epochs) {
    return strategy.plan(
        new StrategySetting(
            NetworkPlan.of(TinyLesson.STUDENT, TinyLesson.INPUT),
            lesson.data().heads(),
            teacher.outputs(),
            LABEL_LOSS,
            epochs,
            1));
  }

  public BitSet all() {
    BitSet all = new BitSet();
    all.set(0, lesson.data().train().size());
    return all;
  }

  public TrainingResult train(DistillationPlan plan, int epochs) {
    return train(plan, 1, all(), TinyLesson.settings(epochs, LABEL_LOSS));
  }

  public TrainingResult train(
      DistillationPlan plan, long seed, BitSet labelled, TrainingSettings how) {
    return train(plan, seed, labelled, how, how.stepsFor(lesson.data().train()));
  }

  public TrainingResult train(
      DistillationPlan plan, long seed, BitSet labelled, TrainingSettings how, long steps) {
    return train(plan, seed, labelled, how, steps, TrainingListener.NONE);
  }

  /** Trains with the teacher's outputs at hand; the epochs' reports are added to the others. */
  public TrainingResult train(
      DistillationPlan plan,
      long seed,
      BitSet labelled,
      TrainingSettings how,
      long steps,
      TrainingListener listener) {
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            teacher,
            lesson.data().train(),
            TinyLesson.INPUT,
            new InMemoryOutputs(Long.MAX_VALUE))) {
      TrainingListener both =
          new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
              reports.add(report);
              listener.epoch(report);
            }

            @Override
            public void steps(StepReport report) {
              listener.steps(report);
            }

            @Override
            public void phase(PhaseReport report) {
              listener.phase(report);
            }
          };
      return new Trainer(backend, both, metrics)
          .train(
              new TrainingTask(
                  "distilled",
                  seed,
                  lesson.data(),
                  labelled,
                  plan,
                  Optional.of(outputs),
                  how,
                  steps));
    }
  }

  public static SavedNetwork student(TrainingResult result) {
    return result.networks().get(DistillationPlan.STUDENT);
  }

  /** The bits of a trained student's weights. */
  public static String bits(TrainingResult result) {
    return student(result).weights().fingerprint();
  }

  /** The weights that the student of a seed starts from. */
  public static Weights start(long seed) {
    return TinyLesson.drawn(TinyLesson.STUDENT, seed).weights();
  }

  public static float[] array(TrainingResult result, String name) {
    return student(result).weights().arrays().get(name).values();
  }

  @Override
  public void close() {
    teacher.close();
    backend.close();
    lesson.close();
  }
}
