package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.InMemorySamples;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What does not fit is refused before a step is made, with a sentence that names it. */
class TrainerCheckTest {
  private static final NetworkDescription STUDENT = network(3);
  private static final Shape PIXEL = Shape.of(1, 1, 1);
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
    assertRefused(
        term(new TargetSource.TeacherHead("size"), TargetKind.LABELLED_LOGITS),
        teacher,
        "'soft'",
        "[labelled logits]");
  }

  @Test
  void aWrongPairingIsRefused() {
    assertRefused(
        new TargetSource.Labels("digit"),
        TargetKind.VALUES,
        "'soft'",
        "gives classes",
        "compares with [values]",
        "choose another loss");
    assertRefused(new TargetSource.TeacherHead("digit"), TargetKind.PROBABILITIES, "gives logits");
    assertRefused(new TargetSource.Labels("size"), TargetKind.CLASSES, "gives values");
    assertRefused(
        new TargetSource.Peer("student", "fc", TargetKind.VALUES),
        TargetKind.LOGITS,
        "gives values");
  }

  @Test
  void aDecisionNeedsClasses() {
    assertRefused(
        new TargetSource.TeacherDecision("size"), TargetKind.CLASSES, "'size'", "no classes");
  }

  @Test
  void unknownHeadsAndTapsAreListed() {
    assertRefused(
        new TargetSource.Labels("colour"), TargetKind.CLASSES, "'colour'", "[digit, size]");
    assertRefused(
        new TargetSource.TeacherHead("colour"),
        TargetKind.LOGITS,
        "'colour'",
        "[digit, size, conv3]");
    assertRefused(
        new TargetSource.TeacherFeature("conv4"),
        TargetKind.FEATURES,
        "'conv4'",
        "[digit, size, conv3]");
  }

  @Test
  void aTapIsNoHead() {
    assertRefused(new TargetSource.TeacherHead("conv3"), TargetKind.FEATURES, "no head 'conv3'");
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
      assertRefused(term, TEACHER, "'hard'", "'" + tap + "'", "[digit, size]");
    }
  }

  @Test
  void aPeerThatIsNoLearnerIsRefused() {
    assertRefused(
        new TargetSource.Peer("twin", "digit", TargetKind.LOGITS),
        TargetKind.LOGITS,
        "'twin'",
        "[student]");
    assertRefused(
        new TargetSource.Peer("student", "fc9", TargetKind.LOGITS), TargetKind.LOGITS, "'fc9'");
  }

  @Test
  void aTeacherOfOtherClassesIsRefused() {
    List<TeacherOutput> teacher =
        List.of(new TeacherOutput("digit", TargetKind.LOGITS, Shape.of(10)));
    assertRefused(
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
    assertRefused(
        new DistillationPlan(Map.of("student", STUDENT), List.of(stage)),
        TEACHER,
        "'hint'",
        "'fc7'");
  }

  @Test
  void aStudentWithoutAnOutputForAHeadIsRefused() {
    assertRefused(
        DistillationPlan.of(
            network(4), List.of(term(new TargetSource.Labels("digit"), TargetKind.CLASSES))),
        TEACHER,
        "'digit'",
        "set the units of 'digit' to 3");
  }

  @Test
  void aNetworkThatNoMemoryCanTrainIsRefused() {
    // 2 GB of weights, of which training has more than one copy.
    NetworkDescription large =
        NetworkDescription.sequence()
            .add("large", new Layer.Embedding(512, 1_000_000), "input")
            .add("flat", new Layer.Flatten())
            .build();
    assertShort(large, 4, 4L << 30, "has 512,000,000 weights", "5.7 GB", "make its layers smaller");
  }

  @Test
  void aBatchThatNoMemoryHoldsIsRefused() {
    NetworkDescription wide =
        NetworkDescription.sequence().add("wide", new Layer.Upsample(Extent.of(5_000))).build();
    assertShort(wide, 4, 300L << 20, "'batch' has 4 samples at once", "382 MB", "smaller");
    assertShort(wide, 64, 1L << 40, "'batch' has 64 samples", "'wide' gives 1x5000x5000 values");
    // A batch is no larger than there are samples.
    TrainingMemory.require(List.of(NetworkPlan.of(wide, PIXEL)), 4, 64, 1L << 40);
  }

  private static void assertShort(
      NetworkDescription network, int batch, long limit, String... parts) {
    NetworkPlan plan = NetworkPlan.of(network, network.nodes().size() > 1 ? Shape.of(1) : PIXEL);
    String message =
        assertThrows(
                RetortException.class,
                () -> TrainingMemory.require(List.of(plan), 1_000, batch, limit))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
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
          plan, Fixtures.data(samples), teacher, Fixtures.settings(0, 0, Optional.empty()));
    }
  }

  private static void assertRefused(TargetSource source, TargetKind accepted, String... parts) {
    assertRefused(term(source, accepted), TEACHER, parts);
  }

  private static void assertRefused(Term term, List<TeacherOutput> teacher, String... parts) {
    assertRefused(DistillationPlan.of(STUDENT, List.of(term)), teacher, parts);
  }

  private static void assertRefused(
      DistillationPlan plan, List<TeacherOutput> teacher, String... parts) {
    String message = assertThrows(RetortException.class, () -> check(plan, teacher)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
  }
}
