package io.retort.strategies;

import static io.retort.strategies.Course.LABEL_LOSS;
import static io.retort.strategies.Course.array;
import static io.retort.strategies.Course.bits;
import static io.retort.strategies.Course.hard;
import static io.retort.strategies.Course.plan;
import static io.retort.strategies.Course.soft;
import static io.retort.strategies.Course.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.DivergedException;
import io.retort.core.training.EpochReport;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingListener;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.Decoupled;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.testkit.RecordingBackend;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The training engine, end to end on tiny problems. */
class TrainerTest {
  private static final KullbackLeibler DIVERGENCE = new KullbackLeibler(2);
  private static final Loss DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);

  private final Course course = new Course(20);

  @AfterEach
  void close() {
    course.close();
  }

  @Test
  void lossGoesDownAndAccuracyUp() {
    TrainingResult result = course.train(plan(hard(1)), 40);
    EpochReport first = course.reports.get(0);
    EpochReport last = course.reports.get(39);
    assertTrue(
        term(last, "hard").value() < 0.3 * term(first, "hard").value(),
        () -> term(first, "hard") + " became " + term(last, "hard"));
    assertTrue(last.validation().get("class").scoreValue() >= 0.8, last::toString);
    assertEquals(40, result.epoch());
    assertEquals(120, result.steps());
  }

  @Test
  void sameSeedGivesTheSameBits() {
    TrainingSettings how = TinyLesson.settings(3, LABEL_LOSS);
    DistillationPlan plan = plan(hard(0.5), soft("soft", DIVERGENCE, 0.5));
    String expected = bits(course.train(plan, 4, course.all(), how));
    assertEquals(expected, bits(course.train(plan, 4, course.all(), how)));
    assertNotEquals(expected, bits(course.train(plan, 5, course.all(), how)));
  }

  @Test
  void aRunInsideAnotherChangesNeither() {
    TrainingSettings how = TinyLesson.settings(3, LABEL_LOSS);
    DistillationPlan plan = plan(hard(0.5), soft("soft", DIVERGENCE, 0.5));
    String four = bits(course.train(plan, 4, course.all(), how));
    String five = bits(course.train(plan, 5, course.all(), how));
    List<String> inner = new ArrayList<>();
    TrainingListener other =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            inner.add(bits(course.train(plan, 5, course.all(), how)));
          }
        };
    assertEquals(four, bits(course.train(plan, 4, course.all(), how, 9, other)));
    assertEquals(List.of(five, five, five), inner);
  }

  @Test
  void lastSmallerBatchIsUsed() {
    course.train(plan(hard(1)), 2);
    assertEquals(
        List.of("TRAINING 8", "TRAINING 8", "TRAINING 4", "TRAINING 8", "TRAINING 8", "TRAINING 4"),
        studentCalls("TRAINING"));
  }

  @Test
  void everyStepTrainsInTrainingModeAlsoAfterValidation() {
    course.train(plan(hard(0.5), soft("soft", DIVERGENCE, 0.5)), 2);
    List<String> step = List.of("TRAINING 8", "backward [fc]");
    List<String> lastStep = List.of("TRAINING 4", "backward [fc]");
    List<String> epoch = new ArrayList<>();
    epoch.addAll(step);
    epoch.addAll(step);
    epoch.addAll(lastStep);
    epoch.add("INFERENCE 20");
    List<String> expected = new ArrayList<>(epoch);
    expected.addAll(epoch);
    assertEquals(expected, studentCalls(""));
  }

  @Test
  void teacherIsOnlyAskedAndStaysAsItIs() {
    String before = course.teacher.fingerprint();
    course.train(
        plan(
            hard(0.5),
            soft("soft", DIVERGENCE, 0.5),
            new Term("hint", DISTANCE, "fc", new TargetSource.TeacherFeature("answer"), 1)),
        3);
    assertEquals(before, course.teacher.fingerprint());
    assertEquals(
        TinyLesson.drawn(TinyLesson.TEACHER, 100).weights().fingerprint(),
        course.teacher.network().orElseThrow().weights().fingerprint());
    for (RecordingBackend.Recording teacher : course.backend.networksWith("answer")) {
      for (String call : teacher.calls()) {
        assertTrue(call.startsWith("INFERENCE"), () -> "The teacher sees " + call);
      }
    }
  }

  @Test
  void studentOfATeachersTermMoves() {
    TrainingResult result = course.train(plan(soft("soft", DIVERGENCE, 1)), 1);
    assertNotEquals(start(1).fingerprint(), bits(result));
    assertTrue(term(course.reports.get(0), "soft").gradientNorm() > 0);
  }

  @Test
  void eachSampleIsAskedOnceForAllEpochsAndRuns() {
    course.train(plan(soft("soft", DIVERGENCE, 1)), 5);
    long asked =
        course.backend.networksWith("answer").stream()
            .flatMap(teacher -> teacher.calls().stream())
            .count();
    assertEquals(1, asked, "One batch holds all samples");
  }

  @Test
  void keptAnswersBelongToTheSamplesAfterShuffling() {
    // Teacher and student both pass their input on: rows agree only if the samples do.
    Layer same = new Layer.Activation(ActivationFunction.LINEAR);
    Node copy = new Node("copy", same, List.of("input"));
    try (Course copying = new Course(20, TinyLesson.TEACHER.with(List.of(copy)))) {
      List<float[]> seen = new ArrayList<>();
      Loss spy =
          new SpyLoss(
              DISTANCE,
              (student, target, temperature) -> {
                if (student.shape().extent(0) > 2) {
                  seen.add(student.toArray());
                  assertArrayEquals(
                      student.toArray(), ((Target.Features) target).values().toArray());
                }
              });
      Term compared = new Term("copy", spy, "copy", new TargetSource.TeacherFeature("copy"), 1);
      copying.train(
          DistillationPlan.of(TinyLesson.STUDENT.with(List.of(copy)), List.of(hard(1), compared)),
          3);
      assertEquals(9, seen.size());
      assertFalse(Arrays.equals(seen.get(0), seen.get(3)), "Nothing was shuffled");
    }
  }

  @Test
  void stagesGetTheirShareOfTheSteps() {
    assertEquals(List.of(3L, 7L), stepsOfStages(10, 0.3, 0.7));
    // The stages end at 3.3, 6.7 and 10.
    assertEquals(List.of(3L, 4L, 3L), stepsOfStages(10, 1.0 / 3, 1.0 / 3, 1.0 / 3));
  }

  @Test
  void everyStageGetsAStepAndNoneTooMany() {
    assertEquals(List.of(1L, 1L, 1L), stepsOfStages(3, 0.98, 0.01, 0.01));
    assertEquals(List.of(1L, 1L, 1L), stepsOfStages(3, 0.01, 0.01, 0.98));
    assertEquals(List.of(1L, 7L, 1L), stepsOfStages(9, 0.01, 0.98, 0.01));
  }

  @Test
  void onlyTrainedNodesChange() {
    TrainingResult result = trainOnly(Optional.of(Set.of("fc")));
    assertArrayEquals(
        start(1).arrays().get("hidden.weight").values(), array(result, "hidden.weight"));
    assertArrayEquals(start(1).arrays().get("hidden.bias").values(), array(result, "hidden.bias"));
    assertFalse(
        Arrays.equals(start(1).arrays().get("fc.weight").values(), array(result, "fc.weight")));
    assertFalse(Arrays.equals(start(1).arrays().get("fc.bias").values(), array(result, "fc.bias")));
  }

  @Test
  void aLearnerWithoutAnEntryTrainsAllNodesAndOneOfNoNodesNone() {
    assertEquals(bits(course.train(plan(hard(1)), 1)), bits(trainOnly(Optional.empty())));
    assertEquals(start(1).fingerprint(), bits(trainOnly(Optional.of(Set.of()))));
  }

  private TrainingResult trainOnly(Optional<Set<String>> nodes) {
    Stage stage =
        new Stage(
            "train",
            1,
            Map.of("student", List.of(hard(1))),
            nodes.map(chosen -> Map.of("student", chosen)).orElse(Map.of()));
    return course.train(
        new DistillationPlan(Map.of("student", TinyLesson.STUDENT), List.of(stage)), 1);
  }

  @Test
  void labelsOfUnlabelledSamplesAreNotSeenAndTheTeacherSpeaksOfAll() {
    BitSet labelled = new BitSet();
    labelled.set(3);
    labelled.set(11);
    labelled.set(12);
    Set<String> seen = new HashSet<>();
    int[] rows = new int[2];
    Loss hardSpy =
        new SpyLoss(
            LABEL_LOSS,
            (student, target, t) -> rows[0] += ((Target.Classes) target).labels().length);
    Loss softSpy = new SpyLoss(DIVERGENCE, (student, target, t) -> rows[1] += rowsOf(student));
    Loss labelledSpy =
        new SpyLoss(
            new Decoupled(1, 8, 4),
            (student, target, t) ->
                seen.add("labelled " + ((Target.LabelledLogits) target).labels().length));
    Trainer.check(
        trial(hardSpy, softSpy, labelledSpy), course.lesson.data(), course.teacher.outputs());
    int[] trial = rows.clone();
    Arrays.fill(rows, 0);
    course.train(
        trial(hardSpy, softSpy, labelledSpy), 1, labelled, TinyLesson.settings(2, LABEL_LOSS));
    assertEquals(2 * 3 + trial[0], rows[0], "Labels seen in two epochs");
    assertEquals(2 * 20 + trial[1], rows[1], "Answers seen in two epochs");
    assertFalse(seen.contains("labelled 8"), "The true class of unlabelled samples is seen");
  }

  private static DistillationPlan trial(Loss hardLoss, Loss softLoss, Loss labelledLoss) {
    return plan(
        new Term("hard", hardLoss, "fc", new TargetSource.Labels("class"), 1),
        soft("soft", softLoss, 1),
        soft("decoupled", labelledLoss, 1));
  }

  private static int rowsOf(Tensor student) {
    return student.shape().extent(0);
  }

  @Test
  void unlabelledSamplesCountAsIfTheyWereNotThere() {
    // In one batch of all samples, the mean is over the labelled ones alone.
    BitSet labelled = new BitSet();
    labelled.set(0, 5);
    TrainingSettings whole = TinyLesson.settings(1, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    TrainingResult result = course.train(plan(hard(1)), 1, labelled, whole);
    int[] five = {0, 1, 2, 3, 4};
    try (Tensor inputs = Tensor.allocate(Shape.of(5, 2))) {
      course.lesson.data().train().inputs(five, inputs);
      InMemorySamples few =
          new InMemorySamples(
              inputs, Map.of("class", course.lesson.data().train().labels("class", five)));
      TrainingData data =
          new TrainingData(
              TinyLesson.INPUT, List.of(TinyLesson.CLASS), few, course.lesson.data().validation());
      TrainingResult alone =
          new Trainer(course.backend, TrainingListener.NONE)
              .train(TrainingTask.supervised("alone", 1, data, plan(hard(1)), whole));
      assertArrayEquals(array(alone, "fc.weight"), array(result, "fc.weight"), 1e-5f);
      assertArrayEquals(array(alone, "hidden.weight"), array(result, "hidden.weight"), 1e-5f);
    }
  }

  @Test
  void batchesWithoutALabelDoNotLowerTheReportedLoss() {
    BitSet labelled = new BitSet();
    labelled.set(3);
    TrainingSettings single = TinyLesson.settings(1, 1, LABEL_LOSS, TrainingSettings.Keep.LAST);
    course.train(plan(hard(1)), 1, labelled, single);
    // Only one step moves the student, so the loss is that of the first weights.
    EpochReport.TermReport report = term(course.reports.get(0), "hard");
    course.reports.clear();
    List<Double> values = new ArrayList<>();
    Loss spy =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            double value = LABEL_LOSS.evaluate(student, target, gradient);
            values.add(value);
            return value;
          }
        };
    Term spied = new Term("hard", spy, "fc", new TargetSource.Labels("class"), 1);
    course.train(plan(spied), 1, labelled, single);
    assertEquals(values.get(values.size() - 1), report.value(), 1e-12);
  }

  @Test
  void scheduleScalesTheWeightAndDoesNotReplaceIt() {
    Schedule half = (step, steps) -> 0.5;
    Term scheduled = withSchedule(hard(0.5), half);
    assertEquals(bits(course.train(plan(hard(0.25)), 2)), bits(course.train(plan(scheduled), 2)));
    Schedule falling = (step, steps) -> 1 - (double) step / steps;
    course.reports.clear();
    course.train(plan(withSchedule(hard(0.5), falling)), 2);
    // Steps 0 to 5 of 6: the epochs end at steps 2 and 5.
    assertEquals(0.5 * 4 / 6, term(course.reports.get(0), "hard").weight(), 1e-12);
    assertEquals(0.5 * 1 / 6, term(course.reports.get(1), "hard").weight(), 1e-12);
  }

  @Test
  void temperatureScheduleMultipliesTheTemperature() {
    List<Double> temperatures = new ArrayList<>();
    Loss spy = new SpyLoss(DIVERGENCE, (student, target, t) -> temperatures.add(t));
    Schedule falling = (step, steps) -> 1 - (double) step / steps;
    Term soft = soft("soft", spy, 1);
    Term moving =
        new Term(
            soft.name(),
            spy,
            soft.tap(),
            soft.target(),
            1,
            Schedule.CONSTANT,
            Optional.of(new Term.Temperature(6, falling)));
    course.train(plan(moving), 2);
    assertEquals(List.of(6.0, 5.0, 4.0, 3.0, 2.0, 1.0), rounded(temperatures).subList(1, 7));
  }

  @Test
  void aTemperatureThatFallsToZeroIsRefusedByName() {
    Term moving =
        new Term(
            "soft",
            DIVERGENCE,
            "fc",
            new TargetSource.TeacherHead("class"),
            1,
            Schedule.CONSTANT,
            Optional.of(new Term.Temperature(4, (step, steps) -> step < 2 ? 1 : 0)));
    String message =
        assertThrows(RetortException.class, () -> course.train(plan(moving), 1)).getMessage();
    assertTrue(message.contains("'soft'") && message.contains("step 3 of 3"), message);
  }

  @Test
  void bestEpochIsThatOfTheValidationSamples() {
    // Steps that start right and then turn round: the best epoch is in the middle.
    Schedule turning = (step, steps) -> step < 9 ? 1 : 0;
    Term leaving =
        new Term(
            "away",
            DISTANCE,
            "fc",
            new TargetSource.TeacherHead("class"),
            3,
            (step, steps) -> step < 9 ? 0 : 1,
            Optional.empty());
    DistillationPlan plan = plan(withSchedule(hard(1), turning), leaving);
    TrainingSettings best = TinyLesson.settings(8, 8, LABEL_LOSS, TrainingSettings.Keep.BEST);
    TrainingResult result = course.train(plan, 1, course.all(), best);
    List<Double> scores =
        course.reports.stream()
            .map(report -> report.validation().get("class").scoreValue())
            .toList();
    int expected = 1;
    for (int epoch = 2; epoch <= scores.size(); epoch++) {
      expected = scores.get(epoch - 1) > scores.get(expected - 1) ? epoch : expected;
    }
    assertTrue(expected < 8, () -> "The last epoch is the best: " + scores);
    assertEquals(expected, result.epoch());
    TrainingSettings same = TinyLesson.settings(8, LABEL_LOSS);
    List<String> bits = new ArrayList<>();
    course.train(plan, 1, course.all(), same, 3L * 8, snapshots(plan, same, bits));
    assertEquals(bits.get(expected - 1), bits(result));
  }

  /** At the end of epoch n, the weights of a training that ends there. */
  private TrainingListener snapshots(
      DistillationPlan plan, TrainingSettings how, List<String> bits) {
    return new TrainingListener() {
      @Override
      public void epoch(EpochReport report) {
        if (report.epoch() <= 3 || report.epoch() == 8) {
          bits.add(bits(course.train(plan, 1, course.all(), how, report.step())));
        } else {
          bits.add("");
        }
      }
    };
  }

  @Test
  void validationIsLookedAtNoMoreOftenThanAsked() {
    TrainingSettings usual = TinyLesson.settings(39, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    TrainingSettings twenty =
        new TrainingSettings(
            usual.epochs(),
            usual.steps(),
            usual.batch(),
            usual.optimizer(),
            usual.schedule(),
            LABEL_LOSS,
            0,
            0,
            Optional.empty(),
            usual.keep(),
            20);
    course.train(plan(hard(1)), 1, course.all(), twenty);
    long looks = course.reports.stream().filter(r -> !r.validation().isEmpty()).count();
    assertEquals(20, looks);
    assertFalse(
        course.reports.get(38).validation().isEmpty(), "The last epoch is always looked at");
  }

  @Test
  void aLossThatIsNotFiniteStopsWithTermBatchAndLastGoodWeights() {
    boolean[] broken = new boolean[1];
    Loss breaking =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            double value = LABEL_LOSS.evaluate(student, target, gradient);
            return broken[0] ? Double.NaN : value;
          }
        };
    TrainingListener breaker =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            broken[0] = report.epoch() == 2;
          }
        };
    TrainingSettings how = TinyLesson.settings(4, LABEL_LOSS);
    Term hint = new Term("fragile", breaking, "fc", new TargetSource.Labels("class"), 1);
    String expected = bits(course.train(plan(hard(1)), 2));
    DivergedException stopped =
        assertThrows(
            DivergedException.class,
            () -> course.train(plan(hint), 1, course.all(), how, 12, breaker));
    String message = stopped.getMessage();
    for (String part :
        List.of("'fragile'", "step 7 of 12", "batch of 8", "of epoch 2", "seed 1")) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
    assertEquals(expected, stopped.lastGood().weights().fingerprint());
  }

  @Test
  void aGradientThatIsNotFiniteStopsToo() {
    Loss steep =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            gradient.fill(Float.POSITIVE_INFINITY);
            return 1;
          }
        };
    Term term = new Term("steep", steep, "fc", new TargetSource.Labels("class"), 1);
    DivergedException stopped =
        assertThrows(DivergedException.class, () -> course.train(plan(term), 1));
    assertTrue(
        stopped.getMessage().contains("'steep'")
            && stopped.getMessage().contains("before the first step"),
        stopped::getMessage);
    assertEquals(start(1).fingerprint(), stopped.lastGood().weights().fingerprint());
  }

  @Test
  void aWeightThatIsNotFiniteStopsAtTheEndOfItsEpoch() {
    Loss huge =
        new Loss() {
          @Override
          public Set<TargetKind> accepts() {
            return LABEL_LOSS.accepts();
          }

          @Override
          public double evaluate(Tensor student, Target target, Tensor gradient) {
            gradient.fill(3e38f);
            return 1;
          }
        };
    // One step an epoch: what the step breaks is found after it, not by the next step's loss.
    TrainingSettings whole = TinyLesson.settings(2, 20, LABEL_LOSS, TrainingSettings.Keep.LAST);
    Term term = new Term("huge", huge, "fc", new TargetSource.Labels("class"), 1);
    DivergedException stopped =
        assertThrows(
            DivergedException.class, () -> course.train(plan(term), 1, course.all(), whole));
    assertTrue(stopped.getMessage().contains("step 1 of 2: a weight"), stopped::getMessage);
    assertEquals(start(1).fingerprint(), stopped.lastGood().weights().fingerprint());
  }

  /** The optimizer looks at points that are not finite, and is told so rather than stopped. */
  @Test
  void aTrialThatIsNotFiniteIsLeftToTheOptimizer() {
    List<Double> found = new ArrayList<>();
    TrainingResult result =
        course.train(plan(hard(1)), 1, course.all(), how(trying(Float.NaN, 2, found)));
    assertEquals(6, found.size());
    assertTrue(found.stream().noneMatch(Double::isFinite), found::toString);
    assertEquals(start(1).fingerprint(), bits(result));
  }

  @Test
  void trialsLeaveStatisticsAndReportsAlone() {
    NetworkDescription normed =
        NetworkDescription.sequence()
            .add("hidden", new Layer.Dense(3, ActivationFunction.TANH))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    DistillationPlan plan = DistillationPlan.of(normed, List.of(hard(1)));
    List<Double> found = new ArrayList<>();
    String without = bits(course.train(plan, 1, course.all(), how(trying(2, 0, found))));
    EpochReport.TermReport report = term(course.reports.get(0), "hard");
    course.reports.clear();
    assertEquals(without, bits(course.train(plan, 1, course.all(), how(trying(2, 3, found)))));
    assertEquals(9, found.size());
    assertEquals(report, term(course.reports.get(0), "hard"));
  }

  private static TrainingSettings how(Optimizer optimizer) {
    return new TrainingSettings(
        Optional.of(1),
        Optional.empty(),
        8,
        optimizer,
        Schedule.CONSTANT,
        LABEL_LOSS,
        0,
        0,
        Optional.empty(),
        TrainingSettings.Keep.LAST,
        1);
  }

  /** Moves nothing, but looks at what happens when all parameters have one value. */
  private static Optimizer trying(float value, int trials, List<Double> found) {
    return groups ->
        new Optimizer.Session() {
          @Override
          public double step(Objective objective, double rateFactor) {
            double first = objective.evaluate();
            List<float[]> before = new ArrayList<>();
            for (ParameterGroup group : groups) {
              float[] values = new float[group.values().length()];
              group.values().read(0, values);
              before.add(values);
            }
            for (int i = 0; i < trials; i++) {
              groups.forEach(group -> group.values().fill(value));
              found.add(objective.evaluate());
            }
            for (int i = 0; i < before.size(); i++) {
              groups.get(i).values().write(0, before.get(i));
            }
            return first;
          }

          @Override
          public Optimizer.State state() {
            return new Optimizer.State(0, Map.of());
          }

          @Override
          public void restore(Optimizer.State state) {
            throw new AssertionError("Nothing is restored");
          }

          @Override
          public void close() {}
        };
  }

  @Test
  void peersAreConstantsForEachOther() {
    NetworkDescription peer =
        NetworkDescription.sequence()
            .add("small", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    Term own = new Term("hard", LABEL_LOSS, "small", new TargetSource.Labels("class"), 1);
    Term mutual =
        new Term(
            "mutual",
            DIVERGENCE,
            "fc",
            new TargetSource.Peer("peer", "small", TargetKind.LOGITS),
            1);
    TrainingResult apart = pair(peer, List.of(hard(1)), own);
    TrainingResult together = pair(peer, List.of(hard(1), mutual), own);
    assertEquals(
        apart.networks().get("peer").weights().fingerprint(),
        together.networks().get("peer").weights().fingerprint(),
        "The student's term moves its peer");
    assertNotEquals(bits(apart), bits(together), "The peer does not teach the student");
  }

  private TrainingResult pair(NetworkDescription peer, List<Term> student, Term own) {
    return course.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "peer", peer),
            List.of(
                new Stage("train", 1, Map.of("student", student, "peer", List.of(own)), Map.of()))),
        2);
  }

  @Test
  void everyLearnerStartsFromWeightsOfItsOwn() {
    Stage still =
        new Stage(
            "train", 1, Map.of("student", List.of(hard(0)), "peer", List.of(hard(0))), Map.of());
    TrainingResult result =
        course.train(
            new DistillationPlan(
                Map.of("student", TinyLesson.STUDENT, "peer", TinyLesson.STUDENT), List.of(still)),
            1);
    assertEquals(start(1).fingerprint(), bits(result), "A weight of 0 moves nothing");
    assertNotEquals(
        bits(result),
        result.networks().get("peer").weights().fingerprint(),
        "Peers that start alike have nothing to teach each other");
  }

  @Test
  void aLineIsFound() {
    // y = 2a − b + 0.5
    int points = 30;
    Tensor inputs = Tensor.allocate(Shape.of(points, 2));
    Tensor values = Tensor.allocate(Shape.of(points, 1));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < points; i++) {
      float a = (float) random.nextDouble(-1, 1);
      float b = (float) random.nextDouble(-1, 1);
      inputs.write(2 * i, new float[] {a, b});
      values.set(i, 2 * a - b + 0.5f);
    }
    try (InMemorySamples samples =
        new InMemorySamples(inputs, Map.of("y", new Target.Values(values)))) {
      Head head = new Head("y", new Task.Regression(List.of("y")));
      TrainingData data = new TrainingData(Shape.of(2), List.of(head), samples, samples);
      NetworkPlan line =
          NetworkPlan.of(
              NetworkDescription.sequence()
                  .add("line", new Layer.Dense(1, ActivationFunction.LINEAR))
                  .build(),
              Shape.of(2));
      TrainingResult result =
          new Trainer(course.backend, TrainingListener.NONE)
              .train(
                  TrainingTask.supervised(
                      "line",
                      1,
                      data,
                      DistillationPlan.supervised(line, List.of(head), LABEL_LOSS),
                      TinyLesson.settings(60, LABEL_LOSS)));
      assertArrayEquals(new float[] {2, -1}, array(result, "line.weight"), 0.01f);
      assertArrayEquals(new float[] {0.5f}, array(result, "line.bias"), 0.01f);
    }
  }

  @Test
  void peersSeeEachOtherAsTheyWereBeforeTheStep() {
    // A peer that steps before the student is given what one that steps after it is given.
    List<Tensor> seen = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            DISTANCE,
            (student, target, t) -> {
              Tensor copy = Tensor.allocate(student.shape());
              copy.copyFrom(((Target.Logits) target).values());
              seen.add(copy);
            });
    Term toStudent =
        new Term("mutual", spy, "fc", new TargetSource.Peer("student", "fc", TargetKind.LOGITS), 1);
    Stage stage =
        new Stage(
            "train", 1, Map.of("peer", List.of(toStudent), "student", List.of(hard(1))), Map.of());
    Stage reversed =
        new Stage(
            "train", 1, Map.of("zeta", List.of(toStudent), "student", List.of(hard(1))), Map.of());
    // Learners step in the order of their names: peer before the student, zeta after it.
    course.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "peer", TinyLesson.STUDENT), List.of(stage)),
        1);
    int half = seen.size();
    course.train(
        new DistillationPlan(
            Map.of("student", TinyLesson.STUDENT, "zeta", TinyLesson.STUDENT), List.of(reversed)),
        1);
    for (int i = 0; i < half; i++) {
      assertArrayEquals(seen.get(i).toArray(), seen.get(half + i).toArray());
    }
    seen.forEach(Tensor::close);
  }

  private List<Long> stepsOfStages(int steps, double... shares) {
    List<Stage> stages = new ArrayList<>();
    for (double share : shares) {
      stages.add(
          new Stage(
              "stage-" + stages.size(), share, Map.of("student", List.of(hard(1))), Map.of()));
    }
    course.reports.clear();
    TrainingSettings how = TinyLesson.settings(1, LABEL_LOSS);
    TrainingResult result =
        course.train(
            new DistillationPlan(Map.of("student", TinyLesson.STUDENT), stages),
            1,
            course.all(),
            how,
            steps);
    assertEquals(steps, result.steps());
    long[] made = new long[shares.length];
    long before = 0;
    for (EpochReport report : course.reports) {
      made[Integer.parseInt(report.stage().substring(6))] += report.step() - before;
      before = report.step();
    }
    return Arrays.stream(made).boxed().toList();
  }

  private List<String> studentCalls(String prefix) {
    List<RecordingBackend.Recording> students = course.backend.networksWith("hidden");
    return students.get(students.size() - 1).calls().stream()
        .filter(call -> call.startsWith(prefix))
        .toList();
  }

  private static Term withSchedule(Term term, Schedule schedule) {
    return new Term(
        term.name(),
        term.loss(),
        term.tap(),
        term.target(),
        term.weight(),
        schedule,
        Optional.empty());
  }

  private static EpochReport.TermReport term(EpochReport report, String name) {
    return report.terms().get("student").stream()
        .filter(term -> term.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> rounded(List<Double> values) {
    return values.stream().map(value -> Math.round(value * 1e9) / 1e9).toList();
  }
}
