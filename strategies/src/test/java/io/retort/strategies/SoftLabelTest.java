package io.retort.strategies;

import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.strategies.SoftLabelSettings.SoftTarget.DISTRIBUTION;
import static io.retort.strategies.SoftLabelSettings.SoftTarget.MOST_LIKELY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.data.InMemorySamples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.tensor.Tensor;
import io.retort.core.tests.TrainingFixture;
import io.retort.core.training.TeacherOutputs;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingTask;
import io.retort.losses.SoftCrossEntropy;
import io.retort.strategies.providers.SoftLabelProvider;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoftLabelTest {
  private static final Loss SOFT = new SoftCrossEntropy(1, true);

  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void distributionIsComparedByTheConfiguredLoss() {
    Term term = onlyTerm(DISTRIBUTION);
    assertSame(SOFT, term.criterion());
    assertEquals(new TargetSource.TeacherHead("class"), term.targets().get(0));
    assertEquals(1, term.weight());
    assertEquals("fc", term.taps().get(0));
  }

  @Test
  void mostLikelyClassIsComparedByTheLossOfLabels() {
    Term term = onlyTerm(MOST_LIKELY);
    assertSame(TrainingFixture.LABEL_LOSS, term.criterion());
    assertEquals(new TargetSource.TeacherDecision("class"), term.targets().get(0));
  }

  @Test
  void noTrueLabelIsNeeded() {
    for (SoftLabelSettings.SoftTarget target : SoftLabelSettings.SoftTarget.values()) {
      TrainingResult without =
          fixture.train(
              fixture.plan(strategy(target)),
              1,
              new BitSet(),
              TinyLesson.settings(2, TrainingFixture.LABEL_LOSS));
      assertEquals(bits(fixture.train(fixture.plan(strategy(target)), 2)), bits(without));
    }
  }

  @Test
  void mostLikelyClassTrainsAsIfItWereTheTrueOne() {
    TrainingResult taught = fixture.train(fixture.plan(strategy(MOST_LIKELY)), 3);
    int[] decided = new int[20];
    try (TeacherOutputs outputs =
        new TeacherOutputs(
            fixture.teacher,
            fixture.lesson.data().train(),
            TinyLesson.INPUT,
            new InMemoryOutputs(1 << 20))) {
      float[][] rows = outputs.rows("class");
      for (int i = 0; i < decided.length; i++) {
        float[] row = rows[i];
        decided[i] =
            IntStream.range(0, 3).reduce(0, (best, next) -> row[next] > row[best] ? next : best);
      }
    }
    assertNotEquals(1, Arrays.stream(decided).distinct().count(), "The teacher always says one");
    Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(20));
    fixture.lesson.data().train().inputs(IntStream.range(0, 20).toArray(), inputs);
    try (InMemorySamples relabelled =
        new InMemorySamples(inputs, Map.of("class", new Target.Classes(decided)))) {
      TrainingData data =
          new TrainingData(
              TinyLesson.INPUT,
              List.of(TinyLesson.CLASS),
              relabelled,
              fixture.lesson.data().validation());
      TrainingResult labelled =
          new Trainer(fixture.backend, TrainingListener.NONE, MetricSet.NONE)
              .train(
                  TrainingTask.supervised(
                      "relabelled",
                      1,
                      data,
                      TrainingFixture.plan(TrainingFixture.hard(1)),
                      TinyLesson.settings(3, TrainingFixture.LABEL_LOSS)));
      assertEquals(bits(labelled), bits(taught));
    }
  }

  @Test
  void studentMovesAndTeacherStays() {
    String teacher = fixture.teacher.fingerprint();
    for (SoftLabelSettings.SoftTarget target : SoftLabelSettings.SoftTarget.values()) {
      TrainingResult result = fixture.train(fixture.plan(strategy(target)), 2);
      assertNotEquals(TrainingFixture.start(1).fingerprint(), bits(result));
      assertEquals(teacher, fixture.teacher.fingerprint());
    }
  }

  private Term onlyTerm(SoftLabelSettings.SoftTarget target) {
    List<Term> terms = fixture.plan(strategy(target)).stages().get(0).terms().get("student");
    assertEquals(1, terms.size());
    return terms.get(0);
  }

  private static Strategy strategy(SoftLabelSettings.SoftTarget target) {
    return new SoftLabelProvider()
        .create(new SoftLabelSettings(target, SOFT), new TestContext(Path.of("."), 1));
  }
}
