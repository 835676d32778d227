package io.retort.runtime.experiment.result;

import io.retort.runtime.configuration.json.Json;
import java.util.Map;

/**
 * How long the steps of an experiment's student take.
 *
 * @param name the experiment's name
 * @param backend the backend's name
 * @param batch samples in a batch
 * @param cached a step with the teacher's outputs kept from before
 * @param live a step in which the teacher runs anew
 * @param steps the number of steps that one training of the student makes
 * @param trainings the number of trainings of the student in the experiment
 */
public record BenchResult(
    String name,
    String backend,
    int batch,
    StepTime cached,
    StepTime live,
    long steps,
    int trainings) {

  /**
   * The result as JSON.
   *
   * @return an object with keys in the spelling of configurations
   */
  public String toJson() {
    return Json.line(this);
  }

  /**
   * The time of a step, in microseconds.
   *
   * @param median the median over the blocks of the mean step of a block
   * @param fastest the fastest block
   * @param slowest the slowest block
   * @param phases the same median for each phase: data, teacher, forward, loss, backward, update
   *     and other
   */
  public record StepTime(
      double median, double fastest, double slowest, Map<String, Double> phases) {}
}
