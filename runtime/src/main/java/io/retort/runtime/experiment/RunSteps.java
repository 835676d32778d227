package io.retort.runtime.experiment;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.network.SavedNetwork;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.Metrics;
import io.retort.core.training.TeacherAnswers;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingListener;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.model.NetworkFolder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a run: teacher, then for each seed the student alone and distilled, then the test.
 */
final class RunSteps {
  /**
   * The largest teacher output that is kept for all samples; larger ones are asked for each time.
   */
  static final long KEPT_BYTES = 1L << 30;

  private final Experiment experiment;
  private final DataParts parts;
  private final Teacher teacher;
  private final Strategy strategy;
  private final Trainer trainer;
  private final Examiner examiner;
  private final TrainingListener listener;
  private final RunListener runListener;
  private final StudentFolder studentFolder;
  private final Resources resources;
  private final StartWeights start;
  private final double teacherSeconds;

  @Inject
  RunSteps(
      Experiment experiment,
      DataParts parts,
      Provider<Teacher> teacher,
      Strategy strategy,
      Trainer trainer,
      Examiner examiner,
      TrainingListener listener,
      RunListener runListener,
      StudentFolder studentFolder,
      Resources resources,
      StartWeights start) {
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
    this.studentFolder = studentFolder;
    this.resources = resources;
    this.start = start;
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

  RunResult run(RunStore store) {
    save(teacher, store, "teacher/");
    String before = teacher.fingerprint();
    TrainingSettings training = experiment.student().training();
    TeacherAnswers answers =
        resources.add(
            new TeacherAnswers(
                teacher, parts.seen(experiment.seeds()), parts.teacher().inputShape(), KEPT_BYTES));
    List<ArmResult.Trained> trained = new ArrayList<>();
    for (long seed : experiment.seeds()) {
      StudentParts own = parts.student(seed);
      TrainingData data = own.data();
      DistillationPlan alone =
          DistillationPlan.supervised(
              experiment.student().plan(data), data.heads(), training.loss());
      DistillationPlan distilled =
          strategy.plan(experiment.student().setting(data, teacher.outputs()));
      // The student without a teacher gets the same number of steps, on the labels that it may see.
      long steps = training.stepsFor(data.train());
      trained.add(train(ArmResult.ALONE, seed, own.alone(), all(own.alone()), alone, null, steps));
      trained.add(
          train(ArmResult.DISTILLED, seed, data, own.labelled(), distilled, answers, steps));
    }
    if (!teacher.fingerprint().equals(before)) {
      throw new RetortException(
          "The teacher was changed by the run; the figures would mean nothing. A teacher must be"
              + " the same after every evaluation");
    }
    return test(trained, store);
  }

  private ArmResult.Trained train(
      String arm,
      long seed,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      TeacherAnswers answers,
      long steps) {
    TrainingTask task =
        new TrainingTask(
            arm,
            seed,
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
    runListener.trained(arm, seed, network, validation);
    return new ArmResult.Trained(
        arm, seed, network, peers, validation, result.steps(), result.seconds());
  }

  private static BitSet all(TrainingData data) {
    BitSet all = new BitSet();
    all.set(0, data.train().size());
    return all;
  }

  /** Reads the test samples, for the first and only time. */
  private RunResult test(List<ArmResult.Trained> trained, RunStore store) {
    listener.message("Measuring on " + parts.test().size() + " test samples");
    TeacherTest teacherTest = examiner.teacher(teacher, parts, teacherSeconds);
    List<ArmResult> students =
        trained.stream().map(each -> examiner.test(each, teacherTest, parts.test())).toList();
    ArmResult.Trained chosen = best(trained);
    List<String> notes = studentFolder.write(store, chosen, parts.teacher().heads());
    notes.forEach(listener::message);
    return new RunResult(
        experiment.name(),
        store.location(),
        teacherTest.result(),
        students,
        parts.teacher().heads().stream().map(head -> compare(head, students)).toList(),
        chosen.seed(),
        chosen.network(),
        notes);
  }

  private static Comparison compare(Head head, List<ArmResult> students) {
    return Comparison.of(
        head.name(),
        scores(head, ArmResult.ALONE, students),
        scores(head, ArmResult.DISTILLED, students));
  }

  private static List<Metrics> scores(Head head, String arm, List<ArmResult> students) {
    return students.stream()
        .filter(student -> student.arm().equals(arm))
        .map(student -> student.test().get(head.name()))
        .toList();
  }

  /** The distilled student with the best score of the first head on validation samples. */
  private static ArmResult.Trained best(List<ArmResult.Trained> trained) {
    ArmResult.Trained best = null;
    for (ArmResult.Trained each : trained) {
      if (each.arm().equals(ArmResult.DISTILLED)
          && (best == null
              || each.validation()
                  .values()
                  .iterator()
                  .next()
                  .betterThan(best.validation().values().iterator().next()))) {
        best = each;
      }
    }
    return best;
  }
}
