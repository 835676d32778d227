package io.retort.losses.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Measurements;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingMetricsTest {

  /** The teacher's vectors at these angles in degrees, each of another length. */
  private static final float[][] TEACHER = atAngles(0, 10, 25, 90, 100);

  private static float[][] atAngles(double... degrees) {
    float[][] vectors = new float[degrees.length][];
    for (int i = 0; i < degrees.length; i++) {
      double angle = Math.toRadians(degrees[i]);
      vectors[i] =
          new float[] {(float) ((i + 1) * Math.cos(angle)), (float) ((i + 1) * Math.sin(angle))};
    }
    return vectors;
  }

  private static double recall(int k, float[][] model, float[][] teacher) {
    return new RecallAtK(k).measure(PredictionFixtures.vectors(model, teacher)).value();
  }

  @Test
  void recallIsTheShareOfTheTeachersNeighbours() {
    // The nearest of each are 1 0 1 4 3 by the teacher, and 2 2 0 4 3 by the model.
    float[][] model = atAngles(0, 50, 20, 90, 95);
    assertEquals(2 / 5.0, recall(1, model, TEACHER), 1e-12);
    // By the teacher {1 2} {0 2} {0 1} {4 2} {3 2}, and by the model {1 2} {2 3} {0 1} {4 1} {3 1}.
    assertEquals((1 + 0.5 + 1 + 0.5 + 0.5) / 5, recall(2, model, TEACHER), 1e-12);
  }

  @Test
  void vectorsOfAnotherWidthRetrieveAsWell() {
    float[][] wider = new float[TEACHER.length][];
    for (int i = 0; i < wider.length; i++) {
      // Turned into another plane and stretched: all angles stay.
      wider[i] = new float[] {0, 3 * TEACHER[i][1], 0, 0, -3 * TEACHER[i][0]};
    }
    assertEquals(1, recall(1, wider, TEACHER));
    assertEquals(1, recall(3, wider, TEACHER));
  }

  @Test
  void aModelThatTellsNothingApartFindsByChance() {
    float[][] same = new float[TEACHER.length][];
    Arrays.fill(same, new float[] {1, 2, 3});
    assertEquals(2 / 4.0, recall(2, same, TEACHER), 1e-12);
    float[][] zeros = new float[TEACHER.length][3];
    assertEquals(1 / 4.0, recall(1, zeros, TEACHER), 1e-12);
  }

  @Test
  void whatTheTeacherFindsEquallyNearIsEquallyRight() {
    // Of three equal ones, each has the two others at the same distance, and either is right.
    float[][] teacher = atAngles(0, 0, 0, 60, 60);
    assertEquals(1, recall(1, atAngles(0, 1, 3, 60, 61), teacher), 1e-12);
    assertEquals(1, recall(1, teacher, teacher), 1e-12);
    // The model finds 1 and 2 equally near to 0, of which the first alone is the nearest; 4 to 2
    // too.
    float[][] unequal = atAngles(0, 5, 175, 90, 94);
    float[][] between = {{1, 0}, {0, 1}, {0, -1}, {-1, 2}, {-1, -2}};
    assertEquals((0.5 + 0 + 1 + 0 + 0) / 5, recall(1, between, unequal), 1e-12);
  }

  @Test
  void tooFewSamplesAreSaidInWords() {
    Measurement all = new RecallAtK(4).measure(PredictionFixtures.vectors(TEACHER, TEACHER));
    assertEquals(
        "each of 5 samples has the 4 others as its 4 nearest", all.undefined().orElseThrow());
    assertTrue(
        new RecallAtK(3)
            .measure(PredictionFixtures.vectors(TEACHER, TEACHER))
            .undefined()
            .isEmpty());
    assertTrue(
        Double.isNaN(
            Measurements.contributions(
                new RecallAtK(3), PredictionFixtures.vectors(TEACHER, TEACHER))[0]),
        "Without one sample there are too few");
  }

  @Test
  void recallIsThatOfSortingAllOthers() {
    Random random = new Random(7);
    float[][] model = drawn(random, 70, 5);
    float[][] teacher = drawn(random, 70, 9);
    for (int k : new int[] {1, 4, 10, 68}) {
      assertEquals(sorted(k, model, teacher), recall(k, model, teacher), 1e-12);
    }
  }

  @Test
  void ofManySamplesTheNeighboursOfSomeAreLookedFor() {
    Random random = new Random(8);
    int samples = RecallAtK.QUERIES + 300;
    float[][] teacher = drawn(random, samples, 4);
    float[][] model = new float[samples][];
    for (int i = 0; i < samples; i++) {
      model[i] = teacher[i].clone();
      model[i][0] += (float) (0.3 * random.nextGaussian());
    }
    double all = sorted(10, model, teacher);
    double some = recall(10, model, teacher);
    assertEquals(all, some, 0.01);
    assertEquals(some, recall(10, model, teacher));
    double[] contributions =
        Measurements.contributions(new RecallAtK(10), PredictionFixtures.vectors(model, teacher));
    assertEquals(samples, contributions.length);
    assertTrue(Arrays.stream(contributions).allMatch(Double::isFinite));
  }

  private static float[][] drawn(Random random, int samples, int width) {
    float[][] vectors = new float[samples][width];
    for (float[] vector : vectors) {
      for (int i = 0; i < width; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  /** The plain definition, where no two angles are the same. */
  private static double sorted(int k, float[][] model, float[][] teacher) {
    double found = 0;
    for (int i = 0; i < model.length; i++) {
      int[] wanted = nearest(k, i, teacher);
      found +=
          Arrays.stream(nearest(k, i, model))
              .filter(j -> Arrays.stream(wanted).anyMatch(other -> other == j))
              .count();
    }
    return found / k / model.length;
  }

  private static int[] nearest(int k, int sample, float[][] vectors) {
    double[] cosines =
        Arrays.stream(vectors).mapToDouble(other -> cosine(vectors[sample], other)).toArray();
    return IntStream.range(0, vectors.length)
        .filter(other -> other != sample)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> -cosines[other]))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      squares += (double) one[i] * one[i];
      others += (double) other[i] * other[i];
    }
    return product / Math.sqrt(squares * others);
  }

  @Test
  void cosineIsTheMeanOverSamples() {
    float[][] model = {{3, 4}, {0, 0}, {-2, 0}, {5, 5}};
    float[][] teacher = {{4, 3}, {1, 0}, {7, 0}, {1, 1}};
    EmbeddingPredictions said = PredictionFixtures.vectors(model, teacher);
    assertEquals((24 / 25.0 + 0 - 1 + 1) / 4, new CosineSimilarity().measure(said).value(), 1e-12);
    assertArrayEquals(
        new double[] {24 / 25.0, 0, -1, 1},
        Measurements.contributions(new CosineSimilarity(), said),
        1e-12);
  }

  @Test
  void vectorsOfDifferentWidthsHaveNoAngle() {
    Measurement none =
        new CosineSimilarity()
            .measure(PredictionFixtures.vectors(new float[][] {{1, 2, 3}}, TEACHER_ONE));
    assertEquals(
        "vectors of 3 values have no angle with the teacher's of 2",
        none.undefined().orElseThrow());
    assertTrue(none.isRedundant(), "It is shown only where it is asked for");
    assertFalse(Double.isFinite(none.value()));
  }

  private static final float[][] TEACHER_ONE = {{1, 0}};
}
