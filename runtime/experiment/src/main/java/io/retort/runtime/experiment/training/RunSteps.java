package io.retort.runtime.experiment.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.evaluation.TeacherEvaluation;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.StudentFolder;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.serving.format.NetworkFolder;
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
  private final RunParts parts;
  private final Experiment experiment;

  public RunSteps(RunParts parts) {
    this.parts = parts;
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
    String before = teacher.fingerprint();
    parts
        .runCheckpoints()
        .ifPresent(checkpoints -> checkpoints.requireTeacher("repeat-" + number, before));
    // What cannot be measured is refused before the students are trained.
    Optional<TeacherEvaluation> known =
        TaughtSamples.taught(split.teacher().heads()).isEmpty()
            ? Optional.empty()
            : Optional.of(evaluation(number, teacherSeconds));
    List<TrainedStudent> alone = new ArrayList<>();
    List<TrainedStudent> distilled = new ArrayList<>();
    try (TeacherOutputs outputs = parts.cachedOutputs()) {
      for (long seed : experiment.seeds()) {
        StudentData own = split.student(seed);
        TrainingData data = TaughtSamples.of(own.data(), outputs);
        DistillationPlan plan = parts.distilled(data, outputs.outputs());
        // The student without a teacher gets as many steps, on the labels that it may see.
        long steps = experiment.student().training().stepsFor(data.train());
        Place place = new Place(number, seed);
        alone.add(alone(place, own.alone().with(data.validation()), steps));
        distilled.add(
            train(ArmResult.DISTILLED, place, data, own.labelled(), plan, outputs, steps));
      }
    }
    if (!teacher.fingerprint().equals(before)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The teacher was changed by the run; the figures would mean nothing. A teacher must be"
              + " the same after every evaluation");
    }
    parts.listener().message("Measuring on " + split.test().size() + " test samples");
    TeacherEvaluation evaluated = known.orElseGet(() -> evaluation(number, teacherSeconds));
    return test(alone, distilled, evaluated, number, store);
  }

  private TeacherEvaluation evaluation(int number, double teacherSeconds) {
    return parts.evaluator().teacher(parts.teacher(), number, parts.data(), teacherSeconds);
  }

  /** Which training of a run. Repeats train with seeds of their own. */
  private record Place(int repeat, long seed) {
    long trainingSeed() {
      return repeat == 1 ? seed : Seeds.derive(seed, "repeat " + repeat);
    }
  }

  /** The student without a teacher: without labels either, it stays as it starts. */
  private TrainedStudent alone(Place place, TrainingData data, long steps) {
    return parts
        .alone()
        .map(plan -> train(ArmResult.ALONE, place, data, all(data), plan, null, steps))
        .orElseGet(
            () ->
                trained(
                    ArmResult.ALONE,
                    place,
                    data,
                    Trainer.untrained(parts.student(), place.trainingSeed(), parts.start())));
  }

  private TrainedStudent train(
      String arm,
      Place place,
      TrainingData data,
      BitSet labelled,
      DistillationPlan plan,
      TeacherOutputs outputs,
      long steps) {
    TrainingTask task =
        new TrainingTask(
            arm,
            place.trainingSeed(),
            data,
            labelled,
            plan,
            Optional.ofNullable(outputs),
            experiment.student().training(),
            steps,
            parts.start());
    TrainingResult result =
        parts.trainer().train(task, parts.checkpoints().of(task.name(), task.seed()));
    return trained(arm, place, data, result);
  }

  private TrainedStudent trained(
      String arm, Place place, TrainingData data, TrainingResult result) {
    Map<String, SavedNetwork> peers = new LinkedHashMap<>(result.networks());
    SavedNetwork network = peers.remove(DistillationPlan.STUDENT);
    Map<String, Metrics> validation = parts.evaluator().measure(network, data.validation());
    parts.runListener().trained(arm, place.seed(), network, validation);
    return new TrainedStudent(
        arm,
        place.repeat(),
        place.seed(),
        network,
        peers,
        validation,
        temperatures(result, network, data.heads()),
        result.steps(),
        result.seconds());
  }

  /** The temperatures of the outputs of heads that predict probabilities. */
  private static Map<String, Double> temperatures(
      TrainingResult result, SavedNetwork network, List<Head> heads) {
    Map<String, Double> temperatures = new LinkedHashMap<>();
    for (Head head : heads) {
      Double temperature = result.temperatures().get(head.output(network.plan()));
      if (temperature != null && head.task().outputActivation().givesProbabilities()) {
        temperatures.put(head.name(), temperature);
      }
    }
    return temperatures;
  }

  private static BitSet all(TrainingData data) {
    BitSet all = new BitSet();
    all.set(0, data.train().size());
    return all;
  }

  /** Measures on the test samples, which no choice was made by. */
  private RepeatResult test(
      List<TrainedStudent> alone,
      List<TrainedStudent> distilled,
      TeacherEvaluation teacher,
      int number,
      RunStore store) {
    parts.runCheckpoints().ifPresent(RunCheckpoints::checkStop);
    DataSplit split = parts.data();
    ModelEvaluator evaluator = parts.evaluator();
    Samples test = evaluator.taught(split.test(), teacher);
    List<ArmComparison.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      pairs.add(
          new ArmComparison.Pair(
              evaluator.test(alone.get(i), teacher, test),
              evaluator.test(distilled.get(i), teacher, test)));
    }
    TrainedStudent chosen = best(distilled);
    if (number == 1) {
      StudentFolder.write(store, parts.card(chosen), chosen.network(), split.teacher().signature());
    }
    return new RepeatResult(teacher, pairs, chosen);
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
