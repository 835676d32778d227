package io.retort.runtime.experiment.detail;

import java.util.List;
import java.util.Map;

/**
 * What {@code evaluation.json} says of the test of the first repeat.
 *
 * @param testSamples their number
 * @param testHash tells these test samples, inputs and labels, from others
 * @param seeds over which the counts of students add up
 * @param savedSeed whose students are looked at sample by sample
 * @param heads by name, those that have labels
 */
record EvaluationDocument(
    int testSamples, String testHash, List<Long> seeds, long savedSeed, Map<String, OfHead> heads) {

  /**
   * One head.
   *
   * @param task classes, labels or values
   * @param names of these
   * @param arms counts of teacher, students alone and distilled students
   * @param differing the samples on which distilled student and teacher are furthest from each
   *     other, the furthest first
   */
  record OfHead(
      String task, List<String> names, Map<String, Object> arms, List<Differing> differing) {}

  /**
   * One sample.
   *
   * @param sample its index among the test samples
   * @param id what the data set calls it; empty if it has no name
   * @param distance of the distilled student from the teacher
   * @param image its pixels; null if it is none
   * @param row the first cells of its row; null if it is none
   * @param said what is true and what each model says
   */
  record Differing(
      int sample,
      String id,
      double distance,
      SampleView.Image image,
      Map<String, String> row,
      List<Said> said) {}

  /**
   * What is true of a sample, or what a model says of it.
   *
   * @param arm the model
   * @param output the label or value; empty for a class
   * @param truth what is true
   * @param said what the model says
   * @param probability of what it says; null where it gives none
   */
  record Said(String arm, String output, String truth, String said, Double probability) {

    static Said of(String arm, KeptRows.Row row) {
      return new Said(
          arm,
          row.output(),
          row.truth(),
          row.said(),
          Double.isNaN(row.probability()) ? null : row.probability());
    }
  }
}
