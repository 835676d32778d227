package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What does not fit is refused before a step is made, with a sentence that names it. */
class TrainerCheckTest {
  private static final NetworkDescription STUDENT = network(3);
  private static final Shape PIXEL = Shape.of(1, 1, 1);

  /** Has 2 GB of weights. */
  private static final NetworkDescription LARGE =
      NetworkDescription.sequence()
          .add("large", new Layer.Embedding(512, 1_000_000), "input")
          .add("flat", new Layer.Flatten())
          .build();

  private static final Optimizer OF_TWO_VECTORS =
      new Optimizer() {
        @Override
        public Session start(List<ParameterGroup> groups) {
          throw new AssertionError("Nothing is optimized");
        }

        @Override
        public long stateVectors() {
          return 2;
        }
      };
  private static final List<TeacherOutput> TEACHER =
      List.of(
          new TeacherOutput("digit", TargetKind.LOGITS, Shape.of(3)),
          new TeacherOutput("size", TargetKind.VALUES, Shape.of(1)),
          new TeacherOutput("conv3", TargetKind.FEATURES, Shape.of(7)));

  @Test
  void whatFitsIsAccepted() {
    assertDoesNotThrow(() -> check(new TargetSource.Labels("digit"), TargetKind.CLASSES));
    assertDoesNotThrow(() -> check(new TargetSource.TeacherHead("digit"), TargetKind.LOGITS));
    assertDoesNotThrow(() -> check(new TargetSource.TeacherDecision("digit"), TargetKind.CLASSES));
    assertDoesNotThrow(() -> check(new TargetSource.TeacherFeature("conv3"), TargetKind.FEATURES));
  }

  @Test
  void aLossThatAlsoNeedsTheLabelIsGivenIt() {
    assertDoesNotThrow(
        () -> check(new TargetSource.TeacherHead("digit"), TargetKind.LABELLED_LOGITS));
  }

  @Test
  void labelledLogitsNeedAHeadOfClasses() {
    List<TeacherOutput> teacher =
        List.of(new TeacherOutput("size", TargetKind.LOGITS, Shape.of(1)));
    assertTermRefused(
        term(new TargetSource.TeacherHead("size"), TargetKind.LABELLED_LOGITS),
        teacher,
        "'soft'",
        "[labelled logits]");
  }

  @Test
  void aWrongPairingIsRefused() {
    assertSourceRefused(
        new TargetSource.Labels("digit"),
        TargetKind.VALUES,
        "'soft'",
        "gives classes",
        "compares with [values]",
        "choose another loss");
    assertSourceRefused(
        new TargetSource.TeacherHead("digit"), TargetKind.PROBABILITIES, "gives logits");
    assertSourceRefused(new TargetSource.Labels("size"), TargetKind.CLASSES, "gives values");
    assertSourceRefused(
        new TargetSource.Peer("student", "fc", TargetKind.VALUES),
        TargetKind.LOGITS,
        "gives values");
  }

  @Test
  void aDecisionNeedsClasses() {
    assertSourceRefused(
        new TargetSource.TeacherDecision("size"), TargetKind.CLASSES, "'size'", "no classes");
  }

  @Test
  void unknownHeadsAndTapsAreListed() {
    assertSourceRefused(
        new TargetSource.Labels("colour"), TargetKind.CLASSES, "'colour'", "[digit, size]");
    assertSourceRefused(
        new TargetSource.TeacherHead("colour"),
        TargetKind.LOGITS,
        "'colour'",
        "[digit, size, conv3]");
    assertSourceRefused(
        new TargetSource.TeacherFeature("conv4"),
        TargetKind.FEATURES,
        "'conv4'",
        "[digit, size, conv3]");
  }

  @Test
  void aTapIsNoHead() {
    assertSourceRefused(
        new TargetSource.TeacherHead("conv3"), TargetKind.FEATURES, "no head 'conv3'");
  }

  @Test
  void aTapThatIsNoNodeIsRefused() {
    for (String tap : List.of("fc2", "input")) {
      Term term =
          new Term(
              "hard",
              Fixtures.loss(Set.of(TargetKind.CLASSES)),
              tap,
              new TargetSource.Labels("digit"),
              1);
      assertTermRefused(term, TEACHER, "'hard'", "'" + tap + "'", "[digit, size]");
    }
  }

  @Test
  void aPeerThatIsNoLearnerIsRefused() {
    assertSourceRefused(
        new TargetSource.Peer("twin", "digit", TargetKind.LOGITS),
        TargetKind.LOGITS,
        "'twin'",
        "[student]");
    assertSourceRefused(
        new TargetSource.Peer("student", "fc9", TargetKind.LOGITS), TargetKind.LOGITS, "'fc9'");
  }

  @Test
  void aTeacherOfOtherClassesIsRefused() {
    List<TeacherOutput> teacher =
        List.of(new TeacherOutput("digit", TargetKind.LOGITS, Shape.of(10)));
    assertTermRefused(
        term(new TargetSource.TeacherHead("digit"), TargetKind.LOGITS),
        teacher,
        "'soft'",
        "shape 3",
        "shape 10");
  }

  @Test
  void trainedNodesMustExist() {
    Stage stage =
        new Stage(
            "hint",
            1,
            Map.of("student", List.of(term(new TargetSource.Labels("digit"), TargetKind.CLASSES))),
            Map.of("student", Set.of("fc7")));
    assertPlanRefused(
        new DistillationPlan(Map.of("student", STUDENT), List.of(stage)),
        TEACHER,
        "'hint'",
        "'fc7'");
  }

  @Test
  void aStudentWithoutAnOutputForAHeadIsRefused() {
    assertPlanRefused(
        DistillationPlan.of(
            network(4), List.of(term(new TargetSource.Labels("digit"), TargetKind.CLASSES))),
        TEACHER,
        "'digit'",
        "set the units of 'digit' to 3");
  }

  @Test
  void aNetworkThatNoMemoryCanTrainIsRefused() {
    NetworkPlan plan = NetworkPlan.of(LARGE, Shape.of(1));
    long weights = 512_000_000;
    assertShort(plan, 0, 4, 8 * weights - 1, "has 512,000,000 weights", "make its layers smaller");
    TrainingMemory.require(List.of(plan), 0, 1_000, 4, 8 * weights);
  }

  /** Weights, gradients and two values of four bytes for each weight. */
  @Test
  void whatTheOptimizerRemembersCounts() {
    NetworkPlan plan = NetworkPlan.of(LARGE, Shape.of(1));
    long weights = 512_000_000;
    String remembered = "the 1,024,000,000 values that the optimizer remembers take 7.6 GB";
    assertShort(plan, 2 * weights, 4, 16 * weights - 1, remembered);
    TrainingMemory.require(List.of(plan), 2 * weights, 1_000, 4, 16 * weights);
  }

  /** Two values for each weight that some stage trains, frozen for a while or not. */
  @Test
  void onlyWeightsThatAreTrainedAreRemembered() {
    Map<String, NetworkPlan> plans = Map.of("student", NetworkPlan.of(STUDENT, Shape.of(2)));
    // Two inputs and a bias for each unit.
    long digit = 3 * 3;
    long all = digit + 3;
    List<Term> terms = List.of(term(new TargetSource.Labels("digit"), TargetKind.CLASSES));
    DistillationPlan one = DistillationPlan.of(STUDENT, terms);
    TrainingSettings settings = Fixtures.settings().optimizer(OF_TWO_VECTORS).build();
    assertEquals(2 * all, TrainingMemory.remembered(one, plans, settings));
    NodeTuning frozen = new NodeTuning(List.of("digit"), 0, 0);
    NodeTuning thawing = new NodeTuning(List.of("digit"), 1, 3);
    assertEquals(
        2 * (all - digit),
        TrainingMemory.remembered(one, plans, settings.toBuilder().nodes(List.of(frozen)).build()));
    assertEquals(
        2 * all,
        TrainingMemory.remembered(
            one, plans, settings.toBuilder().nodes(List.of(thawing)).build()));
    Stage first =
        new Stage("first", 0.5, Map.of("student", terms), Map.of("student", Set.of("digit")));
    Stage second =
        new Stage("second", 0.5, Map.of("student", terms), Map.of("student", Set.of("size")));
    assertEquals(
        2 * Math.max(digit, all - digit),
        TrainingMemory.remembered(
            new DistillationPlan(Map.of("student", STUDENT), List.of(first, second)),
            plans,
            settings));
  }

  @Test
  void aBatchThatNoMemoryHoldsIsRefused() {
    NetworkDescription wide =
        NetworkDescription.sequence().add("wide", new Layer.Upsample(Extent.of(5_000))).build();
    NetworkPlan plan = NetworkPlan.of(wide, PIXEL);
    assertShort(plan, 0, 4, 300L << 20, "'batch' has 4 samples at once", "382 MB", "smaller");
    assertShort(plan, 0, 64, 1L << 40, "'batch' has 64 samples", "'wide' gives 1x5000x5000 values");
    // A batch is no larger than there are samples.
    TrainingMemory.require(List.of(plan), 0, 4, 64, 1L << 40);
  }

  private static TrainingData texts(Samples samples, OptionalInt vocabulary) {
    return new TrainingData(
        Shape.of(4),
        List.of(new Head("spam", new Task.SingleLabel(List.of("no", "yes")))),
        samples,
        samples,
        new InputPreparation.Table(
            List.of(
                new InputColumn.Text("text", new SavedTokenizer("any", Map.of()), vocabulary, 4)),
            TableFormat.USUAL));
  }

  @Test
  void embeddingsOfTextsReadTheirEnd() {
    try (InMemorySamples samples = Fixtures.samples(6)) {
      TrainingData data = texts(samples, OptionalInt.of(9));
      TextTokens.require(reading(new Layer.Embedding(9, 2, true)), data);
      NetworkPlan unpadded = reading(new Layer.Embedding(9, 2, false));
      TextTokens.require(unpadded, Fixtures.data(samples));
      assertSays(() -> TextTokens.require(unpadded, data), "'words'", "padded: true");
    }
  }

  @Test
  void aVocabularyBelowThatOfTheTokenizerIsRefused() {
    try (InMemorySamples samples = Fixtures.samples(6)) {
      for (Layer layer :
          List.of(
              new Layer.Embedding(9, 2, true), new Layer.EmbeddingBag(9, 2, Layer.BagMode.MEAN))) {
        NetworkPlan network = reading(layer);
        TextTokens.require(network, texts(samples, OptionalInt.of(9)));
        TextTokens.require(network, texts(samples, OptionalInt.empty()));
        assertSays(
            () -> TextTokens.require(network, texts(samples, OptionalInt.of(10))),
            "'words' has a vocabulary of 9",
            "tokenizer 'any' of the data has 10",
            "vocabulary: 10");
      }
    }
  }

  private static NetworkPlan reading(Layer layer) {
    return NetworkPlan.of(NetworkDescription.sequence().add("words", layer).build(), Shape.of(4));
  }

  private static void assertShort(
      NetworkPlan plan, long remembered, int batch, long limit, String... parts) {
    assertSays(() -> TrainingMemory.require(List.of(plan), remembered, 1_000, batch, limit), parts);
  }

  private static NetworkDescription network(int classes) {
    return NetworkDescription.sequence()
        .add("digit", new Layer.Dense(classes, ActivationFunction.LINEAR), "input")
        .add("size", new Layer.Dense(1, ActivationFunction.LINEAR), "input")
        .build("digit", "size");
  }

  private static Term term(TargetSource source, TargetKind accepted) {
    return new Term("soft", Fixtures.loss(Set.of(accepted)), "digit", source, 1);
  }

  private static void check(TargetSource source, TargetKind accepted) {
    check(DistillationPlan.of(STUDENT, List.of(term(source, accepted))), TEACHER);
  }

  private static void check(DistillationPlan plan, List<TeacherOutput> teacher) {
    try (InMemorySamples samples = Fixtures.samples(6)) {
      Trainer.check(
          "distilled",
          plan,
          Fixtures.data(samples),
          teacher,
          Fixtures.settings().build(),
          new TrainingListener() {});
    }
  }

  private static void assertSourceRefused(
      TargetSource source, TargetKind accepted, String... parts) {
    assertTermRefused(term(source, accepted), TEACHER, parts);
  }

  private static void assertTermRefused(Term term, List<TeacherOutput> teacher, String... parts) {
    assertPlanRefused(DistillationPlan.of(STUDENT, List.of(term)), teacher, parts);
  }

  private static void assertPlanRefused(
      DistillationPlan plan, List<TeacherOutput> teacher, String... parts) {
    assertSays(() -> check(plan, teacher), parts);
  }

  private static void assertSays(Executable action, String... parts) {
    String said = assertThrows(RetortException.class, action).getMessage();
    for (String part : parts) {
      assertTrue(said.contains(part), () -> "'" + part + "' is missing in: " + said);
    }
  }
}
