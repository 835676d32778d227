package io.retort.runtime.prediction;

import java.util.Map;
import java.util.Optional;

/**
 * What became of the samples of a file.
 *
 * @param predicted how many were predicted
 * @param refused how many were skipped, as they could not be prepared or predicted
 * @param firstRefusal what was wrong with the first of these
 * @param filled how many missing values were filled, by column
 * @param unknown how many categories were not there in training, by column
 * @param replaced how many cells have characters that could not be decoded, by column
 * @param passedOver the columns that the student does not read, with the number of cells
 */
public record PredictionReport(
    long predicted,
    long refused,
    Optional<String> firstRefusal,
    Map<String, Long> filled,
    Map<String, Long> unknown,
    Map<String, Long> replaced,
    Map<String, Long> passedOver) {

  public PredictionReport {
    filled = Map.copyOf(filled);
    unknown = Map.copyOf(unknown);
    replaced = Map.copyOf(replaced);
    passedOver = Map.copyOf(passedOver);
  }
}
