package io.retort.teachers.trees;

import java.util.function.DoubleUnaryOperator;

/**
 * What a model was trained for, which says what its sums are.
 *
 * @param name as the library calls it
 * @param form what the sums are
 * @param factor what to multiply a sum by to get a logit
 * @param value what makes a value of a sum
 */
public record TreeObjective(String name, Form form, double factor, DoubleUnaryOperator value) {

  /** What sums are. */
  public enum Form {
    /** Logits of labels, or of the second of two classes. */
    LOGITS("labels, or two classes"),
    /** Logits of shares from 0 to 1: values, labels, or two classes. */
    SHARES("values from 0 to 1, labels, or two classes"),
    /** The logits of all classes, before softmax. */
    SOFTMAX("classes"),
    /** The logit of each class against all others. */
    ONE_VERSUS_ALL("classes, or labels"),
    /** Values. */
    VALUES("values");

    private final String predicts;

    Form(String predicts) {
      this.predicts = predicts;
    }

    /** What such a model predicts, in words. */
    String predicts() {
      return predicts;
    }
  }

  /**
   * A model of classes or labels.
   *
   * @param name as the library calls it
   * @param form what the sums are
   * @param factor what to multiply a sum by to get a logit
   * @return the objective
   */
  public static TreeObjective logits(String name, Form form, double factor) {
    return new TreeObjective(name, form, factor, sum -> 1 / (1 + Math.exp(-factor * sum)));
  }

  /**
   * A model of values.
   *
   * @param name as the library calls it
   * @param value what makes a value of a sum
   * @return the objective
   */
  public static TreeObjective values(String name, DoubleUnaryOperator value) {
    return new TreeObjective(name, Form.VALUES, 1, value);
  }
}
