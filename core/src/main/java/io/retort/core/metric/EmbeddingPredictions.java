package io.retort.core.metric;

import java.util.Arrays;

/**
 * The vectors that a model and a teacher give for samples. The model's may have another width than
 * the teacher's. Immutable.
 */
public final class EmbeddingPredictions implements LabelledPredictions {
  private final float[][] rows;
  private final float[][] teacher;

  private EmbeddingPredictions(float[][] rows, float[][] teacher) {
    this.rows = rows;
    this.teacher = teacher;
  }

  /**
   * Vectors of a model and of a teacher.
   *
   * @param predictions a vector for each of at least one sample
   * @param teacher the teacher's vectors, one after the other
   * @return both
   */
  public static EmbeddingPredictions of(Predictions predictions, float[] teacher) {
    int samples = predictions.rows().length;
    int width = teacher.length / samples;
    float[][] rows = new float[samples][];
    for (int i = 0; i < samples; i++) {
      rows[i] = Arrays.copyOfRange(teacher, i * width, (i + 1) * width);
    }
    return new EmbeddingPredictions(predictions.rows(), rows);
  }

  @Override
  public int size() {
    return rows.length;
  }

  /**
   * The number of values of the model's vectors.
   *
   * @return at least 1
   */
  public int width() {
    return rows[0].length;
  }

  /**
   * The number of values of the teacher's vectors.
   *
   * @return at least 1
   */
  public int teacherWidth() {
    return teacher[0].length;
  }

  /**
   * What the model gives.
   *
   * @param sample a sample
   * @return a new array of {@link #width} values
   */
  public float[] vector(int sample) {
    return rows[sample].clone();
  }

  /**
   * What the teacher gives.
   *
   * @param sample a sample
   * @return a new array of {@link #teacherWidth} values
   */
  public float[] teacherVector(int sample) {
    return teacher[sample].clone();
  }

  @Override
  public EmbeddingPredictions subset(int[] samples) {
    return new EmbeddingPredictions(
        Arrays.stream(samples).mapToObj(i -> rows[i]).toArray(float[][]::new),
        Arrays.stream(samples).mapToObj(i -> teacher[i]).toArray(float[][]::new));
  }
}
