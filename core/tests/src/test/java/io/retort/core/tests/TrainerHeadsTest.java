package io.retort.core.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Weights;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.BinaryKullbackLeibler;
import io.retort.losses.Distillation;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.Supervised;
import io.retort.losses.TeacherBounded;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TinyLesson;
import io.retort.testkit.TwoHeadLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several heads: what each is compared with, and how much it counts. */
class TrainerHeadsTest {
  private static final Loss LABEL_LOSS = new Supervised();
  private static final NetworkPlan STUDENT =
      NetworkPlan.of(TwoHeadLesson.STUDENT, TwoHeadLesson.INPUT);

  private final TwoHeadLesson lesson = TwoHeadLesson.of(8, 1, 3);
  private final DifferenceBackend backend = new DifferenceBackend();
  private final List<EpochReport> reports = new ArrayList<>();
  private GradientCombination combination = GradientCombination.SUM;

  @AfterEach
  void close() {
    lesson.close();
  }

  @Test
  void everyHeadsTermIsGivenWhatTheTeacherSaysOfThatHead() {
    Map<String, TargetKind> kinds = new HashMap<>();
    Loss spy =
        new SpyLoss(
            new Distillation(),
            (student, target, t) -> kinds.put("of " + student.shape().extent(1), target.kind()));
    train(hardAndSoft(spy, 0.5), lesson.data(), all(8), Map.of());
    assertEquals(Map.of("of 2", TargetKind.LOGITS, "of 1", TargetKind.VALUES), kinds);
  }

  @Test
  void whatATeacherSaysOfLabelsIsOfItsOwnKind() {
    Head labels = new Head("side", new Task.MultiLabel(List.of("left", "right")));
    TrainingData data = relabelled(labels);
    List<TargetKind> kinds = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            new BinaryKullbackLeibler(1, true), (student, target, t) -> kinds.add(target.kind()));
    Term term = new Term("soft", spy, "side", new TargetSource.TeacherHead("side"), 1);
    train(
        setting -> DistillationPlan.of(TwoHeadLesson.STUDENT, List.of(term)),
        data,
        all(8),
        Map.of());
    assertTrue(kinds.size() > 1);
    kinds.forEach(kind -> assertEquals(TargetKind.MULTI_LABEL_LOGITS, kind));
    Term wrong = term.with(new KullbackLeibler(1));
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    Trainer.check(
                        "distilled",
                        DistillationPlan.of(TwoHeadLesson.STUDENT, List.of(wrong)),
                        data,
                        new Sure().outputs(),
                        settings(Map.of()),
                        new TrainingListener() {}))
            .getMessage();
    assertTrue(message.contains("gives multi label logits"), message);
    ((InMemorySamples) data.train()).close();
  }

  @Test
  void logarithmsOfLabelsAreRefusedByName() {
    TrainingData data = relabelled(new Head("side", new Task.MultiLabel(List.of("left", "right"))));
    Term term =
        new Term("soft", new KullbackLeibler(1), "side", new TargetSource.TeacherHead("side"), 1);
    List<TeacherOutput> teacher =
        List.of(new TeacherOutput("side", TargetKind.LOG_PROBABILITIES, Shape.of(2)));
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    Trainer.check(
                        "distilled",
                        DistillationPlan.of(TwoHeadLesson.STUDENT, List.of(term)),
                        data,
                        teacher,
                        settings(Map.of()),
                        new TrainingListener() {}))
            .getMessage();
    assertTrue(message.contains("'side'") && message.contains("probabilities or logits"), message);
    ((InMemorySamples) data.train()).close();
  }

  @Test
  void theTeachersBoundSeesTheTruthOfLabelledSamplesOnly() {
    List<float[]> truths = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            new TeacherBounded(0),
            (student, target, t) -> {
              Target.LabelledValues values = (Target.LabelledValues) target;
              truths.add(values.labels().toArray());
              outputs.add(values.values().toArray());
            });
    BitSet labelled = new BitSet();
    labelled.set(2);
    labelled.set(5);
    Term term = new Term("bound", spy, "level", new TargetSource.TeacherHead("level"), 1);
    train(
        setting -> DistillationPlan.of(TwoHeadLesson.STUDENT, List.of(term)),
        lesson.data(),
        labelled,
        Map.of());
    float[] seen = truths.get(truths.size() - 1);
    float[] known = levels(2, 5);
    Arrays.sort(seen);
    Arrays.sort(known);
    assertArrayEquals(known, seen);
    assertArrayEquals(new float[] {0.5f, 0.5f}, outputs.get(outputs.size() - 1));
  }

  @Test
  void headWeightsScaleHardAndSoftTermsAlike() {
    Strategy strategy = hardAndSoft(new Distillation(), 0.25);
    train(strategy, lesson.data(), all(8), Map.of("level", 0.5));
    Map<String, Double> weights = new HashMap<>();
    reports.get(0).terms().get("student").forEach(term -> weights.put(term.name(), term.weight()));
    assertEquals(
        Map.of("side hard", 0.75, "side soft", 0.25, "level hard", 0.375, "level soft", 0.125),
        weights);
  }

  @Test
  void aHeadOfWeightZeroDoesNotLearn() {
    Weights start = TinyLesson.drawn(TwoHeadLesson.STUDENT, 1).weights();
    Weights trained =
        train(hardAndSoft(new Distillation(), 0.5), lesson.data(), all(8), Map.of("level", 0.0));
    assertArrayEquals(
        start.arrays().get("level.weight").values(), trained.arrays().get("level.weight").values());
    assertNotEquals(
        start.arrays().get("side.weight").values()[0],
        trained.arrays().get("side.weight").values()[0]);
  }

  @Test
  void aHeadOfWeightZeroIsNoObjectiveOfACombination() {
    List<List<String>> started = new ArrayList<>();
    combination =
        (objectives, seed) -> {
          started.add(List.copyOf(objectives));
          return GradientCombination.SUM.start(objectives, seed);
        };
    train(hardAndSoft(new Distillation(), 0.5), lesson.data(), all(8), Map.of("level", 0.0));
    train(hardAndSoft(new Distillation(), 0.5), lesson.data(), all(8), Map.of());
    assertEquals(List.of(List.of("side"), List.of("side", "level")), started);
  }

  @Test
  void weightsThatSwitchAllHeadsOffAreRefused() {
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    train(
                        hardAndSoft(new Distillation(), 0.5),
                        lesson.data(),
                        all(8),
                        Map.of("side", 0.0, "level", 0.0)))
            .getMessage();
    assertTrue(message.contains("switches all heads off"), message);
  }

  @Test
  void headWeightsCountForTheStudentAlone() {
    Strategy alone = setting -> DistillationPlan.supervised(STUDENT, setting.heads(), LABEL_LOSS);
    train(alone, lesson.data(), all(8), Map.of("side", 3.0));
    assertEquals(3, reports.get(0).terms().get("student").get(0).weight());
    assertEquals(1, reports.get(0).terms().get("student").get(1).weight());
  }

  @Test
  void weightsOfHeadsThatDoNotExistAreRefused() {
    String message =
        assertThrows(
                RetortException.class,
                () ->
                    train(
                        hardAndSoft(new Distillation(), 0.5),
                        lesson.data(),
                        all(8),
                        Map.of("sides", 1.0)))
            .getMessage();
    assertTrue(message.contains("'sides'") && message.contains("[side, level]"), message);
    assertThrows(IllegalArgumentException.class, () -> settings(Map.of("side", -1.0)));
  }

  /** For each head, a term of the labels and one of what the teacher says. */
  private static Strategy hardAndSoft(Loss soft, double softWeight) {
    List<Term> terms = new ArrayList<>();
    for (String head : List.of("side", "level")) {
      terms.add(
          new Term(
              head + " hard", LABEL_LOSS, head, new TargetSource.Labels(head), 1 - softWeight));
      terms.add(
          new Term(head + " soft", soft, head, new TargetSource.TeacherHead(head), softWeight));
    }
    return setting -> DistillationPlan.of(TwoHeadLesson.STUDENT, terms);
  }

  private StrategySetting setting(TrainingData data) {
    return new StrategySetting(
        STUDENT, data.heads(), new Sure().outputs(), LABEL_LOSS, OptionalInt.empty(), 1);
  }

  private float[] levels(int... samples) {
    return ((Target.Values) lesson.data().train().labels("level", samples)).values().toArray();
  }

  /** The same inputs, with two independent labels instead of the side. */
  private TrainingData relabelled(Head head) {
    int[] samples = {0, 1, 2, 3, 4, 5, 6, 7};
    Tensor inputs = Tensor.allocate(TwoHeadLesson.INPUT.batch(8));
    lesson.data().train().inputs(samples, inputs);
    InMemorySamples relabelled =
        new InMemorySamples(
            inputs,
            Map.of(
                head.name(),
                new Target.MultiLabels(Tensor.allocate(Shape.of(8, 2))),
                "level",
                lesson.data().train().labels("level", samples)));
    return new TrainingData(
        TwoHeadLesson.INPUT, List.of(head, TwoHeadLesson.LEVEL), relabelled, relabelled);
  }

  private static BitSet all(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  private TrainingSettings settings(Map<String, Double> headWeights) {
    return TinyLesson.settings(1, 8, LABEL_LOSS, TrainingSettings.Keep.LAST).toBuilder()
        .validations(1)
        .gradients(combination)
        .headWeights(headWeights)
        .build();
  }

  private Weights train(
      Strategy strategy, TrainingData data, BitSet labelled, Map<String, Double> headWeights) {
    reports.clear();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            reports.add(report);
          }
        };
    try (Teacher teacher = new Sure();
        TeacherOutputs outputs =
            new TeacherOutputs(
                teacher, data.train(), TwoHeadLesson.INPUT, new InMemoryOutputs(Long.MAX_VALUE))) {
      return new Trainer(backend, listener, MetricSet.NONE)
          .train(
              new TrainingTask(
                  "distilled",
                  1,
                  data,
                  labelled,
                  strategy.plan(setting(data)),
                  Optional.of(outputs),
                  settings(headWeights),
                  1))
          .networks()
          .get(DistillationPlan.STUDENT)
          .weights();
    }
  }

  /** A teacher that says one half of everything. */
  private static final class Sure implements Teacher {
    @Override
    public List<TeacherOutput> outputs() {
      return List.of(
          new TeacherOutput("side", TargetKind.LOGITS, Shape.of(2)),
          new TeacherOutput("level", TargetKind.VALUES, Shape.of(1)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      destinations.values().forEach(destination -> destination.fill(0.5f));
    }

    @Override
    public String fingerprint() {
      return "one half";
    }

    @Override
    public void close() {}
  }
}
