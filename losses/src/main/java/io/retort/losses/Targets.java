package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;

/** Takes targets apart and refuses those that do not fit the loss or the student. */
final class Targets {
  private Targets() {}

  static IllegalArgumentException refused(Loss loss, Target target) {
    return new IllegalArgumentException(
        loss.getClass().getSimpleName()
            + " compares with "
            + loss.accepts()
            + ", not with "
            + target.kind());
  }

  /** The classes of a target of classes, one for each row of the student. */
  static int[] classes(Loss loss, Tensor student, Target target, Tensor gradient) {
    if (!(target instanceof Target.Classes classes)) {
      throw refused(loss, target);
    }
    requireClassRows(student);
    requireSameShape("gradient", gradient, student);
    requireLabels(classes.labels(), student);
    return classes.labels();
  }

  /**
   * The tensor of an accepted target, of the student's shape, which is {@code [batch, classes]}.
   */
  static Tensor classRows(Loss loss, Tensor student, Target target, Tensor gradient) {
    Tensor rows = values(loss, student, target, gradient);
    requireClassRows(student);
    return rows;
  }

  /** The tensor of an accepted target, of the student's shape. */
  static Tensor values(Loss loss, Tensor student, Target target, Tensor gradient) {
    if (!loss.accepts().contains(target.kind())) {
      throw refused(loss, target);
    }
    requireSameShape("gradient", gradient, student);
    Tensor values = tensor(target);
    requireSameShape("target", values, student);
    return values;
  }

  /** The tensor of an accepted target, with as many rows as the student's of any shape. */
  static Tensor rows(Loss loss, Tensor student, Target target, Tensor gradient) {
    if (!loss.accepts().contains(target.kind())) {
      throw refused(loss, target);
    }
    requireSameShape("gradient", gradient, student);
    Tensor values = tensor(target);
    if (values.shape().extent(0) != student.shape().extent(0)) {
      throw new IllegalArgumentException(
          "The target has the shape "
              + values.shape()
              + ", which has not the rows of the student's output of shape "
              + student.shape());
    }
    return values;
  }

  private static Tensor tensor(Target target) {
    if (target instanceof Target.Numbers numbers) {
      return numbers.values();
    }
    throw new IllegalArgumentException("A target of " + target.kind() + " holds no tensor");
  }

  private static void requireClassRows(Tensor student) {
    if (student.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "The student's output has the shape "
              + student.shape()
              + " instead of [batch, classes]; compare a node with one value for each class");
    }
  }

  static void requireSameShape(String name, Tensor tensor, Tensor student) {
    if (!tensor.shape().equals(student.shape())) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " has the shape "
              + tensor.shape()
              + ", but the student's output has "
              + student.shape());
    }
  }

  static void requireLabels(int[] labels, Tensor student) {
    if (labels.length != student.shape().extent(0)) {
      throw new IllegalArgumentException(
          "There are "
              + labels.length
              + " labels, but the student's output has the shape "
              + student.shape());
    }
    int classes = student.shape().extent(1);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "Row "
                + row
                + " of the batch has the label "
                + labels[row]
                + ", but the student's classes are 0 to "
                + (classes - 1));
      }
    }
  }
}
