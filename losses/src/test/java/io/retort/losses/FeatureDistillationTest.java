package io.retort.losses;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and gradients that others computed, and cases that can be worked out by hand. */
class FeatureDistillationTest {
  private static final Map<String, Tensor> PUBLISHED = read();

  @ParameterizedTest
  @CsvSource({"rkd/distance, 1, 0", "rkd/angle, 0, 1", "rkd/both, 25, 50"})
  void relationsAreThoseOfPark(String name, double distance, double angle) {
    Tensor student = PUBLISHED.get("emb_s");
    try (Tensor gradient = Tensor.allocate(student.shape())) {
      double value =
          new Relational(distance, angle)
              .evaluate(student, new Target.Features(PUBLISHED.get("emb_t")), gradient);
      assertPublished(name, value, gradient);
    }
  }

  @ParameterizedTest
  @CsvSource({"at/p2, 2", "at/p4, 4"})
  void attentionIsThatOfZagoruyko(String name, int power) {
    Tensor student = PUBLISHED.get("feat_s");
    Tensor teacher = PUBLISHED.get("feat_tw");
    try (Tensor gradient = Tensor.allocate(student.shape());
        CriterionSession session =
            new Attention(power).start(features(List.of(student), List.of(teacher)))) {
      double value =
          session.evaluate(
              new CriterionInput(
                  List.of(student),
                  List.of(new Target.Features(teacher)),
                  new int[4],
                  new float[0]),
              List.of(gradient),
              new float[0]);
      assertPublished(name, value, gradient);
    }
  }

  @Test
  void levelsAreSummed() {
    Tensor student = PUBLISHED.get("feat_s");
    Tensor teacher = PUBLISHED.get("feat_tw");
    List<Tensor> students = List.of(student, student);
    List<Tensor> teachers = List.of(teacher, teacher);
    try (Tensor first = Tensor.allocate(student.shape());
        Tensor second = Tensor.allocate(student.shape());
        CriterionSession session = new Attention(2).start(features(students, teachers))) {
      double value =
          session.evaluate(
              new CriterionInput(
                  students,
                  List.of(new Target.Features(teacher), new Target.Features(teacher)),
                  new int[4],
                  new float[0]),
              List.of(first, second),
              new float[0]);
      assertPublished("at/p2", value / 2, first);
      assertPublished("at/p2", value / 2, second);
    }
  }

  @Test
  void informationIsThatOfAhn() {
    Tensor student = PUBLISHED.get("vid/student");
    Tensor teacher = PUBLISHED.get("feat_tw");
    float[] slopes = new float[6];
    try (Tensor gradient = Tensor.allocate(student.shape());
        CriterionSession session =
            new VariationalInformation(5, 1e-5)
                .start(features(List.of(student), List.of(teacher)))) {
      double value =
          session.evaluate(
              new CriterionInput(
                  List.of(student),
                  List.of(new Target.Features(teacher)),
                  new int[4],
                  PUBLISHED.get("vid/parameters").toArray()),
              List.of(gradient),
              slopes);
      assertEquals(number("vid/value"), value, 1e-6);
      assertClose(PUBLISHED.get("vid/parameter-gradient").toArray(), slopes);
      // As in the paper's code: log(exp(5 − 1e-5) − 1).
      assertEquals(Math.log(Math.exp(5 - 1e-5) - 1), session.initialParameters()[0], 1e-6);
    }
  }

  @Test
  void relationsDoNotSeeWhereThePointsAre() {
    // Three points of a right angle, turned, moved and made three times as large.
    try (Tensor student = Tensor.of(Shape.of(3, 2), 0, 0, 3, 0, 0, 4);
        Tensor teacher = Tensor.of(Shape.of(3, 3), 7, 1, 1, 7, 10, 1, 7, 1, 13);
        Tensor gradient = Tensor.allocate(student.shape())) {
      double value =
          new Relational(25, 50).evaluate(student, new Target.Features(teacher), gradient);
      assertEquals(0, value, 1e-12);
      for (float slope : gradient.toArray()) {
        assertEquals(0, slope, 1e-6);
      }
    }
  }

  @Test
  void samplesInOnePlaceAndSingleSamplesHaveNoRelations() {
    try (Tensor student = Tensor.of(Shape.of(2, 2), 1, 1, 1, 1);
        Tensor teacher = Tensor.of(Shape.of(2, 2), 0, 0, 0, 5);
        Tensor gradient = Tensor.allocate(student.shape())) {
      double value = new Relational(1, 1).evaluate(student, new Target.Features(teacher), gradient);
      // The teacher's two distances are 1, the student's 0: 2/4 · 1/2. Its four cosines of a
      // direction with itself are 1: of 8 triples, those with both others at the other point are 2.
      assertEquals(0.25 + 2 * 0.5 / 8, value, 1e-12);
      assertTrue(Arrays.equals(new float[4], gradient.toArray()));
      try (Tensor one = Tensor.of(Shape.of(1, 2), 1, 2);
          Tensor slope = Tensor.allocate(one.shape())) {
        assertEquals(
            0, new Relational(1, 1).evaluate(one, new Target.Features(one), slope), "alone");
      }
    }
  }

  @Test
  void mapsWithoutActivationsHaveNoGradient() {
    try (Tensor student = Tensor.allocate(Shape.of(1, 2, 2, 2));
        Tensor gradient = Tensor.of(Shape.of(1, 2, 2, 2), 9, 9, 9, 9, 9, 9, 9, 9);
        Tensor teacher = Tensor.of(Shape.of(1, 1, 2, 2), 1, 0, 0, 0);
        CriterionSession session =
            new Attention(2).start(features(List.of(student), List.of(teacher)))) {
      double value =
          session.evaluate(
              new CriterionInput(
                  List.of(student),
                  List.of(new Target.Features(teacher)),
                  new int[1],
                  new float[0]),
              List.of(gradient),
              new float[0]);
      assertEquals(0.25, value, 1e-12);
      assertTrue(Arrays.equals(new float[8], gradient.toArray()));
    }
  }

  @Test
  void mapsOfAnotherSizeAreRefused() {
    assertShapesRefused(new Attention(2), "2x4x4", "2x5x4", "same height and width");
    assertShapesRefused(new Attention(2), "8", "8", "same height and width");
    assertShapesRefused(new VariationalInformation(5, 1e-5), "2x4x4", "3x4x4", "3x4x4");
  }

  private static void assertShapesRefused(
      Criterion criterion, String own, String other, String part) {
    CriterionSetting setting =
        new CriterionSetting(
            List.of(Shape.parse(own)),
            List.of(new CriterionSetting.TargetShape(TargetKind.FEATURES, Shape.parse(other))),
            1,
            1);
    assertRefused(IllegalArgumentException.class, () -> criterion.start(setting).close(), part);
  }

  private static CriterionSetting features(List<Tensor> outputs, List<Tensor> targets) {
    return new CriterionSetting(
        outputs.stream().map(output -> output.shape().sample()).toList(),
        targets.stream()
            .map(
                target ->
                    new CriterionSetting.TargetShape(TargetKind.FEATURES, target.shape().sample()))
            .toList(),
        4,
        1);
  }

  private static void assertPublished(String name, double value, Tensor gradient) {
    assertEquals(number(name + "/value"), value, 1e-6 * Math.max(1, value), name);
    assertClose(PUBLISHED.get(name + "/gradient").toArray(), gradient.toArray());
  }

  private static void assertClose(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-6 + 1e-5 * Math.abs(expected[i]), "element " + i);
    }
  }

  private static double number(String name) {
    return PUBLISHED.get(name).get(0);
  }

  private static Map<String, Tensor> read() {
    Map<String, Tensor> read = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                FeatureDistillationTest.class.getResourceAsStream("feature-distillation.txt"),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                String[] words = line.split(" ", -1);
                float[] numbers = new float[words.length - 2];
                for (int i = 0; i < numbers.length; i++) {
                  numbers[i] = Float.parseFloat(words[i + 2]);
                }
                read.put(words[0], Tensor.of(Shape.parse(words[1]), numbers));
              });
      return read;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
