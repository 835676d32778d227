package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.Schedule;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What any strategy must do: plan a training in which every term counts, that moves the student and
 * leaves teacher and peers alone, that is the same for the same seed, and that gives back the
 * student that it was given. Inherit it, and give the provider, a configuration and the loss of
 * true labels. The lesson is {@link TinyLesson}: student {@link TinyLesson#STUDENT}, teacher {@link
 * TinyLesson#TEACHER}, {@value #EPOCHS} epochs.
 *
 * @param <C> the strategy's configuration
 */
public abstract class StrategyContract<C extends Record>
    extends ProviderContract<StrategyProvider<C>, C> {
  /** How long the trainings are. */
  protected static final int EPOCHS = 4;

  private static final int SAMPLES = 20;

  private final TinyLesson lesson = TinyLesson.of(SAMPLES, 7);
  private final RecordingBackend backend = new RecordingBackend(new DifferenceBackend());
  private final Teacher teacher =
      new TinyTeacher(TinyLesson.drawn(TinyLesson.TEACHER, 100), backend);
  private final List<EpochReport> reports = new ArrayList<>();

  /** For subclasses. */
  protected StrategyContract() {}

  /**
   * The configuration with which its strategy is created.
   *
   * @return a valid configuration, for the nodes of {@link TinyLesson}
   */
  @Override
  protected abstract C configuration();

  /**
   * The loss against true labels.
   *
   * @return a loss that accepts classes
   */
  protected abstract Loss labelLoss();

  /**
   * The same configuration with a schedule of the weights, for strategies that have one.
   *
   * @param schedule multiplies some or all weights
   * @return the configuration, empty unless overridden
   */
  protected Optional<C> scheduled(Schedule schedule) {
    return Optional.empty();
  }

  /**
   * The configuration with one key changed at a time, such as another weight or temperature.
   *
   * @return configurations each of which must teach the student something else; none unless
   *     overridden
   */
  protected List<C> variants() {
    return List.of();
  }

  /**
   * Whether the strategy is for data of two parts.
   *
   * @return false unless overridden
   */
  protected boolean twoParts() {
    return false;
  }

  /** Closes what the test has used. */
  @AfterEach
  void close() {
    teacher.close();
    backend.close();
    lesson.close();
  }

  @Test
  void planFitsStudentDataAndTeacher() {
    Trainer.check(
        "distilled", plan(), data(), teacher.outputs(), settings(), new TrainingListener() {});
  }

  @Test
  void planningTwiceGivesTheSamePlan() {
    Strategy strategy = strategy(configuration());
    assertEquals(
        strategy.plan(setting()).learners(),
        strategy.plan(setting()).learners(),
        "A strategy keeps nothing between two plans");
    assertEquals(
        shape(strategy.plan(setting())),
        shape(strategy.plan(setting())),
        "A second plan has other stages or terms");
  }

  @Test
  void teacherIsUntouchedAndOnlyAsked() {
    String before = teacher.fingerprint();
    train(plan(), 1);
    assertEquals(before, teacher.fingerprint(), "The teacher has changed");
    backend
        .networksWith("norm")
        .forEach(
            network ->
                network
                    .calls()
                    .forEach(
                        call ->
                            assertTrue(
                                call.startsWith("INFERENCE"),
                                () -> "The teacher was run with " + call)));
  }

  @Test
  void noTermChangesWhatItIsComparedWith() {
    train(changed(plan(), term -> term.with(WatchedLoss.of(term))), 1);
  }

  @Test
  void everyVariantTeachesSomethingElse() {
    Map<String, String> students = new HashMap<>();
    students.put(student(configuration()), configuration().toString());
    for (C variant : variants()) {
      String same = students.put(student(variant), variant.toString());
      assertNull(same, () -> "A key makes no difference: " + variant + " teaches as " + same);
    }
  }

  private String student(C configuration) {
    return fingerprints(train(strategy(configuration).plan(setting()), 1))
        .get(DistillationPlan.STUDENT);
  }

  @Test
  void everyLearnerMoves() {
    DistillationPlan plan = plan();
    Map<String, String> start = fingerprints(train(changed(plan, term -> term.times(0)), 1));
    Map<String, String> moved = fingerprints(train(plan, 1));
    plan.learners()
        .keySet()
        .forEach(
            learner ->
                assertNotEquals(
                    start.get(learner), moved.get(learner), () -> learner + " does not move"));
  }

  @Test
  void everyTermOfEveryStageCounts() {
    DistillationPlan plan = plan();
    train(plan, 1);
    for (Stage stage : plan.stages()) {
      stage
          .terms()
          .forEach(
              (learner, terms) ->
                  terms.forEach(
                      term -> {
                        List<EpochReport.TermReport> seen = reports(stage, learner, term);
                        assertFalse(
                            seen.isEmpty(),
                            () -> stage.name() + " has no report of " + term.name());
                        assertTrue(
                            seen.stream().anyMatch(report -> report.gradientNorm() > 0),
                            () ->
                                "'"
                                    + term.name()
                                    + "' of "
                                    + learner
                                    + " in stage '"
                                    + stage.name()
                                    + "' has no gradient");
                      }));
    }
  }

  @Test
  void oneSeedGivesOneResultAndAnotherSeedAnother() {
    Map<String, String> once = fingerprints(train(plan(), 1));
    assertEquals(once, fingerprints(train(plan(), 1)), "One seed gives two results");
    assertNotEquals(
        once.get(DistillationPlan.STUDENT),
        fingerprints(train(plan(), 2)).get(DistillationPlan.STUDENT),
        "Another seed gives the same result");
  }

  @Test
  void studentComesBackWithItsOwnNodes() {
    assertEquals(
        TinyLesson.STUDENT,
        train(plan(), 1).networks().get(DistillationPlan.STUDENT).plan().description(),
        "What only served the training stays in the student, or the student was replaced");
  }

  @Test
  void nobodyIsMovedByThoseWhoFollow() {
    // Without the terms by which the student follows others, these others learn the same.
    DistillationPlan plan = plan();
    boolean followed =
        plan.stages().stream()
            .flatMap(stage -> stage.terms().get(DistillationPlan.STUDENT).stream())
            .anyMatch(term -> follows(term, peer -> true));
    assumeTrue(followed, "The student follows no other learner");
    Map<String, String> with = fingerprints(train(toStudentOnly(plan, term -> term), 1));
    Map<String, String> without =
        fingerprints(
            train(
                toStudentOnly(plan, term -> follows(term, peer -> true) ? term.times(0) : term),
                1));
    assertNotEquals(
        with.remove(DistillationPlan.STUDENT), without.remove(DistillationPlan.STUDENT));
    assertEquals(without, with, "A gradient reaches a peer");
  }

  @Test
  void schedulesScaleTheConfiguredWeights() {
    Schedule half = (step, steps) -> 0.5;
    Optional<C> configured = scheduled(half);
    assumeTrue(configured.isPresent(), "The strategy has no schedule of weights");
    List<Term> plain = terms(plan());
    List<Term> scaled = terms(strategy(configured.get()).plan(setting()));
    assertEquals(plain.size(), scaled.size(), "A schedule adds or removes terms");
    int moved = 0;
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(plain.get(i).name(), scaled.get(i).name(), "A schedule changes terms");
      assertEquals(
          plain.get(i).weight(),
          scaled.get(i).weight(),
          () -> "The schedule overwrites a configured weight");
      moved += scaled.get(i).weightSchedule().factor(0, 1) == 0.5 ? 1 : 0;
    }
    assertTrue(moved > 0, "The schedule has no effect");
  }

  private DistillationPlan plan() {
    return strategy(configuration()).plan(setting());
  }

  private Strategy strategy(C configuration) {
    return provider()
        .create(configuration, new TestContext(Path.of(""), 1).with(backend).with(data()));
  }

  private StrategySetting setting() {
    return new StrategySetting(
        NetworkPlan.of(TinyLesson.STUDENT, TinyLesson.INPUT),
        data().heads(),
        teacher.outputs(),
        labelLoss(),
        OptionalInt.of(EPOCHS),
        data().train().domains());
  }

  private TrainingData data() {
    return twoParts() ? lesson.inTwoParts() : lesson.data();
  }

  private TrainingSettings settings() {
    return TinyLesson.settings(EPOCHS, labelLoss());
  }

  private TrainingResult train(DistillationPlan plan, long seed) {
    TrainingData data = data();
    BitSet all = new BitSet();
    all.set(0, SAMPLES);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            reports.add(report);
          }
        };
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            teacher, data.train(), TinyLesson.INPUT, new InMemoryOutputs(Long.MAX_VALUE))) {
      return new Trainer(backend, listener, MetricSet.NONE)
          .train(
              new TrainingTask(
                  "distilled",
                  seed,
                  data,
                  all,
                  plan,
                  Optional.of(outputs),
                  settings(),
                  settings().stepsFor(data.train())));
    }
  }

  private List<EpochReport.TermReport> reports(Stage stage, String learner, Term term) {
    return reports.stream()
        .filter(report -> report.stage().equals(stage.name()))
        .flatMap(report -> report.terms().get(learner).stream())
        .filter(report -> report.name().equals(term.name()))
        .toList();
  }

  private static Map<String, String> fingerprints(TrainingResult result) {
    Map<String, String> fingerprints = new HashMap<>();
    result
        .networks()
        .forEach((learner, network) -> fingerprints.put(learner, network.weights().fingerprint()));
    return fingerprints;
  }

  private static List<Term> terms(DistillationPlan plan) {
    List<Term> terms = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      stage.terms().keySet().stream()
          .sorted()
          .forEach(learner -> terms.addAll(stage.terms().get(learner)));
    }
    return terms;
  }

  private static List<String> shape(DistillationPlan plan) {
    List<String> shape = new ArrayList<>();
    plan.stages().forEach(stage -> shape.add(stage.name() + " " + stage.share()));
    terms(plan)
        .forEach(
            term ->
                shape.add(term.name() + " " + term.taps() + " " + term.targets() + term.weight()));
    return shape;
  }

  private static boolean follows(Term term, Predicate<TargetSource.Peer> peers) {
    return term.targets().stream()
        .anyMatch(target -> target instanceof TargetSource.Peer peer && peers.test(peer));
  }

  /** The plan with the student's terms changed, and with nobody following the student. */
  private static DistillationPlan toStudentOnly(DistillationPlan plan, UnaryOperator<Term> change) {
    return changed(
        plan,
        term ->
            follows(term, peer -> peer.learner().equals(DistillationPlan.STUDENT))
                ? term.times(0)
                : term,
        change);
  }

  private static DistillationPlan changed(DistillationPlan plan, UnaryOperator<Term> change) {
    return changed(plan, change, change);
  }

  private static DistillationPlan changed(
      DistillationPlan plan, UnaryOperator<Term> ofOthers, UnaryOperator<Term> ofStudent) {
    List<Stage> stages = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      Map<String, List<Term>> terms = new HashMap<>();
      stage
          .terms()
          .forEach(
              (learner, list) ->
                  terms.put(
                      learner,
                      list.stream()
                          .map(learner.equals(DistillationPlan.STUDENT) ? ofStudent : ofOthers)
                          .toList()));
      stages.add(stage.with(terms));
    }
    Map<String, NetworkDescription> learners = plan.learners();
    return new DistillationPlan(learners, stages);
  }
}
