package io.retort.runtime.experiment.training;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TeacherAnswers;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.StartWeights;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.evaluation.TeacherEvaluation;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.StudentFolder;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.serving.model.NetworkFolder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of one repeat: teacher, then for each seed the student alone and distilled, then the
 * test. The first repeat saves teacher and student.
 */
public final class RunSteps {
  /**
   * The largest teacher output that is kept for all samples; larger ones are asked for each time.
   */
  public static final long KEPT_BYTES = 1L << 30;

  private final Experiment experiment;
  private final DataSplit parts;
  private final Teacher teacher;
  private final Strategy strategy;
  private final Trainer trainer;
  private final ModelEvaluator examiner;
  private final TrainingListener listener;
  private final RunListener runListener;
  private final StartWeights start;
  private final MetricSet metrics;
  private final double teacherSeconds;

  @Inject
  RunSteps(
      Experiment experiment,
      DataSplit parts,
      Provider<Teacher> teacher,
      Strategy strategy,
      Trainer trainer,
      ModelEvaluator examiner,
      TrainingListener listener,
      RunListener runListener,
      StartWeights start,
      MetricSet metrics) {
    this.experiment = experiment;
    this.parts = parts;
    long started = System.nanoTime();
    this.teacher = teacher.get();
    this.teacher.require(parts.test());
    this.teacherSeconds = (System.nanoTime() - started) / 1e9;
    this.strategy = strategy;
    this.trainer = trainer;
    this.examiner = examiner;
    this.listener = listener;
    this.runListener = runListener;
    this.start = start;
    this.metrics = metrics;
  }

  private static void save(Teacher teacher, RunStore store, String path) {
    teacher
        .network()
        .ifPresent(
            network ->
                NetworkFolder.write(network, (name, content) -> store.write(path + name, content)));
    // A part is called by whoever made it: its name must not lead elsewhere.
    teacher
        .parts()
        .forEach(
            (name, part) -> save(part, store, path + name.replaceAll("[^A-Za-z0-9_-]", "-") + "/"));
  }

  public RepeatResult run(RunStore store, int number) {
    if (number == 1) {
      save(teacher, store, "teacher/");
    }
    String before = teacher.fingerprint();
    TrainingSettings training = experiment.student().training();
    List<TrainedStudent> alone = new ArrayList<>();
    List<TrainedStudent> distilled = new ArrayList<>();
    try (TeacherAnswers answers =
        new TeacherAnswers(
            teacher, parts.seen(experiment.seeds()), parts.teacher().inputShape(), KEPT_BYTES)) {
      for (long seed : experiment.seeds()) {
        StudentData own = parts.student(seed);
        TrainingData data = own.data();
        DistillationPlan supervised =
            DistillationPlan.supervised(
                experiment.student().plan(data), data.heads(), training.loss());
        DistillationPlan plan =
            strategy.plan(experiment.student().setting(data, teacher.outputs()));
        // The student without a teacher gets as many steps, on the labels that it may see.
        long steps = training.stepsFor(data.train());
        Place place = new Place(number, seed);
        BitSet all = all(own.alone());
        alone.add(train(ArmResult.ALONE, place, own.alone(), all, supervised, null, steps));
        distilled.add(
            train(ArmResult.DISTILLED, place, data, own.labelled(), plan, answers, steps));
      }
    }
    if (!teacher.fingerprint().equals(before)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The teacher was changed by the run; the figures would mean nothing. A teacher must be"
              + " the same after every evaluation");
    }
    return test(alone, distilled, number, store);
  }

  /** Which training of a run. Repeats train with seeds of their own. */
  private record Place(int repeat, long seed) {
    long trainingSeed() {
      return repeat == 1 ? seed : Seeds.derive(seed, "repeat " + repeat);
    }
  }

  private TrainedStudent train(
      String arm,
      Place place,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      TeacherAnswers answers,
      long steps) {
    TrainingTask task =
        new TrainingTask(
            arm,
            place.trainingSeed(),
            data,
            labelled,
            plan,
            Optional.ofNullable(answers),
            experiment.student().training(),
            steps,
            start.weights());
    TrainingResult result = trainer.train(task);
    Map<String, SavedNetwork> peers = new LinkedHashMap<>(result.networks());
    SavedNetwork network = peers.remove(DistillationPlan.STUDENT);
    Map<String, Metrics> validation = examiner.measure(network, data.validation());
    runListener.trained(arm, place.seed(), network, validation);
    return new TrainedStudent(
        arm,
        place.repeat(),
        place.seed(),
        network,
        peers,
        validation,
        result.steps(),
        result.seconds());
  }

  private static BitSet all(TrainingData data) {
    BitSet all = new BitSet();
    all.set(0, data.train().size());
    return all;
  }

  /** Reads the test samples, for the first and only time. */
  private RepeatResult test(
      List<TrainedStudent> alone, List<TrainedStudent> distilled, int number, RunStore store) {
    listener.message("Measuring on " + parts.test().size() + " test samples");
    TeacherEvaluation teacherTest = examiner.teacher(teacher, number, parts, teacherSeconds);
    List<ArmComparison.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      pairs.add(
          new ArmComparison.Pair(
              examiner.test(alone.get(i), teacherTest, parts.test()),
              examiner.test(distilled.get(i), teacherTest, parts.test())));
    }
    TrainedStudent chosen = best(distilled);
    if (number == 1) {
      StudentFolder.write(store, experiment.name(), chosen, parts.teacher().signature());
    }
    return new RepeatResult(teacherTest, pairs, chosen);
  }

  /** The distilled student with the best score on validation samples. */
  private TrainedStudent best(List<TrainedStudent> distilled) {
    String head = metrics.deciding(parts.teacher().heads()).name();
    TrainedStudent best = distilled.get(0);
    for (TrainedStudent each : distilled) {
      if (each.validation().get(head).betterThan(best.validation().get(head))) {
        best = each;
      }
    }
    return best;
  }
}
