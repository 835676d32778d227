package io.retort.losses.metric;

import java.util.Arrays;

/** The samples that are nearest to one sample, by a model and by its teacher. */
final class Neighbours {
  private static final int NONE = -1;

  /** Kinds of samples, by whether the teacher and the model find them near. */
  private static final int KINDS = 6;

  private final int k;

  /** All that are among the k + 1 nearest by either, with those that are as near as the last. */
  private final int[] samples;

  private final float[] teacher;
  private final float[] model;
  private final Found found;

  private Neighbours(int k, int[] samples, float[] teacher, float[] model) {
    this.k = k;
    this.samples = samples;
    this.teacher = teacher;
    this.model = model;
    this.found = found(NONE);
  }

  /**
   * Finds them.
   *
   * @param sample the sample, which is not a neighbour of itself
   * @param teacher how similar it is to each sample for the teacher
   * @param model how similar for the model
   * @param k how many neighbours there are, less than there are other samples
   */
  static Neighbours of(int sample, float[] teacher, float[] model, int k) {
    teacher[sample] = Float.NEGATIVE_INFINITY;
    model[sample] = Float.NEGATIVE_INFINITY;
    float ofTeacher = largest(teacher, k + 1, NONE);
    float ofModel = largest(model, k + 1, NONE);
    int[] near = new int[2 * (k + 1)];
    int count = 0;
    for (int i = 0; i < teacher.length; i++) {
      if (i != sample && (teacher[i] >= ofTeacher || model[i] >= ofModel)) {
        if (count == near.length) {
          near = Arrays.copyOf(near, 2 * count);
        }
        near[count++] = i;
      }
    }
    int[] samples = Arrays.copyOf(near, count);
    return new Neighbours(k, samples, at(samples, teacher), at(samples, model));
  }

  private static float[] at(int[] places, float[] values) {
    float[] chosen = new float[places.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[places[i]];
    }
    return chosen;
  }

  /** The value of a rank, counted from the largest, 1, of all but one. */
  private static float largest(float[] values, int rank, int without) {
    float[] top = new float[rank];
    Arrays.fill(top, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      if (value > top[rank - 1] && i != without) {
        int place = rank - 1;
        while (place > 0 && top[place - 1] < value) {
          top[place] = top[place - 1];
          place--;
        }
        top[place] = value;
      }
    }
    return top[rank - 1];
  }

  /**
   * What was found.
   *
   * @param teacherLast how similar the last of the teacher's neighbours is
   * @param modelLast how similar the last of the model's
   * @param recall the share of the model's neighbours that are the teacher's
   */
  private record Found(float teacherLast, float modelLast, double recall) {}

  /** What is found without one of the samples, or without none. */
  private Found found(int without) {
    float teacherLast = largest(teacher, k, without);
    float modelLast = largest(model, k, without);
    int nearer = 0;
    int right = 0;
    int tied = 0;
    int tiedRight = 0;
    for (int i = 0; i < samples.length; i++) {
      if (i != without && model[i] >= modelLast) {
        boolean wanted = teacher[i] >= teacherLast;
        if (model[i] > modelLast) {
          nearer++;
          right += wanted ? 1 : 0;
        } else {
          tied++;
          tiedRight += wanted ? 1 : 0;
        }
      }
    }
    // Of those that are as near as the last, each is drawn as often for the places that are left.
    double drawn = (double) (k - nearer) * tiedRight / tied;
    return new Found(teacherLast, modelLast, (right + drawn) / k);
  }

  /** The share of the model's neighbours that are the teacher's. */
  double recall() {
    return found.recall();
  }

  /**
   * Adds for each sample by how much the recall would change without it. That depends only on where
   * it stands: as one is left out, the next one moves up.
   */
  void addChanges(double[] changes) {
    double[] ofKind = new double[KINDS];
    Arrays.fill(ofKind, Double.NaN);
    for (int i = 0; i < samples.length; i++) {
      int kind = kind(i);
      if (Double.isNaN(ofKind[kind])) {
        ofKind[kind] = found(i).recall() - found.recall();
      }
      changes[samples[i]] += ofKind[kind];
    }
  }

  private int kind(int place) {
    int byModel = model[place] > found.modelLast() ? 2 : model[place] == found.modelLast() ? 1 : 0;
    return (teacher[place] >= found.teacherLast() ? 3 : 0) + byModel;
  }
}
