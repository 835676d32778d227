package io.retort.runtime.experiment.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.detail.TestDetails;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.ModelEvaluator.TestedStudent;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.evaluation.TeacherEvaluation;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.StudentFolder;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.serving.format.NetworkFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of one repeat: teacher, then for each seed the student alone and distilled, then the
 * test. The first repeat saves teacher and student.
 */
public final class RunSteps {
  private final RunParts parts;
  private final StudentRunner runner;
  private final ConcurrentTrainings concurrent;
  private final Experiment experiment;

  /**
   * The steps of a repeat.
   *
   * @param runner trains the students
   * @param concurrent how many at the same time
   */
  public RunSteps(RunParts parts, StudentRunner runner, ConcurrentTrainings concurrent) {
    this.parts = parts;
    this.runner = runner;
    this.concurrent = concurrent;
    this.experiment = parts.experiment();
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

  /**
   * Carries out one repeat.
   *
   * @param number counts from 1
   */
  public RepeatResult run(RunStore store, int number) {
    DataSplit split = parts.data();
    long started = System.nanoTime();
    Teacher teacher = parts.teacher();
    teacher.require(split.test());
    TaughtSamples.requireTeacher(split.teacher().heads(), teacher.outputs());
    double teacherSeconds = (System.nanoTime() - started) / 1e9;
    if (number == 1) {
      save(teacher, store, "teacher/");
    }
    TrainingListener listener = new TrainingReports(parts.listener());
    String before = teacher.fingerprint();
    parts
        .runCheckpoints()
        .ifPresent(checkpoints -> checkpoints.requireTeacher("repeat-" + number, before));
    // What cannot be measured is refused before the students are trained.
    Optional<TeacherEvaluation> known =
        TaughtSamples.taught(split.teacher().heads()).isEmpty()
            ? Optional.empty()
            : Optional.of(evaluation(number, teacherSeconds, listener));
    List<TrainedStudent> alone = new ArrayList<>();
    List<TrainedStudent> distilled = new ArrayList<>();
    try (SeedTrainings trainings = runner.trainings(parts, number)) {
      train(trainings, alone, distilled, listener);
    }
    if (!teacher.fingerprint().equals(before)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The teacher was changed by the run; the figures would mean nothing. A teacher must be"
              + " the same after every evaluation");
    }
    parts.listener().message("Measuring on " + split.test().size() + " test samples");
    TeacherEvaluation evaluated =
        known.orElseGet(() -> evaluation(number, teacherSeconds, listener));
    try (Phase phase = Phase.begin(listener, "Measuring students", 2L * alone.size())) {
      return test(alone, distilled, evaluated, number, store, phase);
    }
  }

  private TeacherEvaluation evaluation(
      int number, double teacherSeconds, TrainingListener listener) {
    try (Phase phase = Phase.begin(listener, "Measuring the teacher", 1)) {
      TeacherEvaluation evaluation =
          parts.evaluator().teacher(parts.teacher(), number, parts.data(), teacherSeconds);
      phase.advance(1);
      return evaluation;
    }
  }

  /** Trains the students of all seeds, each without a teacher and with it. */
  private void train(
      SeedTrainings trainings,
      List<TrainedStudent> alone,
      List<TrainedStudent> distilled,
      TrainingListener listener) {
    int told = parts.log().warnings().size();
    List<StudentTraining> all =
        experiment.seeds().stream().flatMap(seed -> trainings.of(seed).stream()).toList();
    try (Phase phase = Phase.begin(listener, "Training students", all.size())) {
      concurrent.run(
          all,
          student -> {
            parts
                .runListener()
                .trained(student.arm(), student.seed(), student.network(), student.validation());
            (student.arm().equals(ArmResult.ALONE) ? alone : distilled).add(student);
            phase.advance(1);
          });
    }
    parts
        .log()
        .arrange(told, all.stream().flatMap(training -> training.warnings().stream()).toList());
  }

  /** Measures on the test samples, which no choice was made by. */
  private RepeatResult test(
      List<TrainedStudent> alone,
      List<TrainedStudent> distilled,
      TeacherEvaluation teacher,
      int number,
      RunStore store,
      Phase phase) {
    parts.runCheckpoints().ifPresent(RunCheckpoints::checkStop);
    DataSplit split = parts.data();
    ModelEvaluator evaluator = parts.evaluator();
    Samples test = evaluator.taught(split.test(), teacher);
    TrainedStudent chosen = best(distilled);
    TestDetails details = new TestDetails(split, teacher.predictions(), chosen.seed());
    List<ArmComparison.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      pairs.add(
          new ArmComparison.Pair(
              test(alone.get(i), teacher, test, details),
              test(distilled.get(i), teacher, test, details)));
      phase.advance(2);
    }
    if (number == 1) {
      details.write(store);
      StudentFolder.write(store, parts.card(chosen), chosen.network(), split.teacher().signature());
    }
    return new RepeatResult(teacher, pairs, chosen);
  }

  private TestedStudent test(
      TrainedStudent trained, TeacherEvaluation teacher, Samples test, TestDetails details) {
    TestedStudent tested =
        parts
            .evaluator()
            .test(trained, teacher, test, details.student(trained.arm(), trained.seed()));
    details.contributions(trained.arm(), trained.seed(), tested.contributions());
    return tested;
  }

  /** The distilled student with the best score on validation samples. */
  private TrainedStudent best(List<TrainedStudent> distilled) {
    String head = parts.metrics().deciding(parts.data().teacher().heads()).name();
    TrainedStudent best = distilled.get(0);
    for (TrainedStudent each : distilled) {
      if (each.validation().get(head).betterThan(best.validation().get(head))) {
        best = each;
      }
    }
    return best;
  }
}
