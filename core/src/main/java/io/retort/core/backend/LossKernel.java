package io.retort.core.backend;

import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.Optional;

/**
 * A {@link LossProgram} as a backend runs it, where its vectors are. An evaluation copies nothing
 * to the host, and does not wait for the result. Not thread-safe.
 */
public interface LossKernel extends AutoCloseable {

  /**
   * Evaluates the mean of the program's value over rows, and its gradient.
   *
   * @param rows what is compared
   * @param numbers those of this evaluation, in the order of {@link LossProgram#scalars}
   * @param weight multiplies the gradient, not the value
   * @param result where they go
   */
  void evaluate(Rows rows, double[] numbers, double weight, Result result);

  /** Frees what the kernel holds. */
  @Override
  void close();

  /**
   * What is compared.
   *
   * @param student the student's output, {@code [batch, …]}, whose elements are those of a row in
   *     any shape
   * @param targets the target's tensors, as many as {@link LossProgram#targets} and each as long as
   *     the student's
   * @param classes the true class of each row as a number, if the program reads it
   * @param chosen 1 for each row that counts and 0 for the others, whose gradient is 0 and whose
   *     values are not looked at, since they need not be finite; if empty, all rows count
   * @param count how many rows count, at least 1
   */
  record Rows(
      DeviceTensor student,
      List<Vector> targets,
      Optional<Vector> classes,
      Optional<Vector> chosen,
      int count) {
    public Rows {
      targets = List.copyOf(targets);
    }
  }

  /**
   * Where value and gradient go.
   *
   * @param gradient overwritten with the weighted gradient of the mean, of the student's shape
   * @param figures a vector in which two numbers are overwritten: the mean, and the Euclidean norm
   *     of the weighted gradient
   * @param at where the first of the two lies
   */
  record Result(DeviceTensor gradient, Vector figures, int at) {}
}
