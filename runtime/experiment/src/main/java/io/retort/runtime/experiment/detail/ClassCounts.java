package io.retort.runtime.experiment.detail;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.ReliabilityBins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which classes the models of one arm have found for which, over all of its seeds. */
final class ClassCounts {
  /** With more classes there is no whole matrix, but a list of what is most often confused. */
  private static final int LARGEST_MATRIX = 50;

  private static final int LONGEST_LIST = 100;
  private static final int BINS = 15;

  private final int classes;
  private final ReliabilityBins bins = new ReliabilityBins(BINS);

  /** By true class and decision. */
  private final Map<Long, Integer> cells = new HashMap<>();

  ClassCounts(int classes) {
    this.classes = classes;
  }

  void add(ClassPredictions said) {
    bins.add(said);
    for (int i = 0; i < said.size(); i++) {
      cells.merge((long) said.label(i) * classes + said.decision(i), 1, Integer::sum);
    }
  }

  OfClasses counted() {
    int[] samples = new int[classes];
    int[] predicted = new int[classes];
    int[] right = new int[classes];
    List<Confusion> confused = new ArrayList<>();
    cells.forEach(
        (cell, count) -> {
          int label = (int) (cell / classes);
          int decision = (int) (cell % classes);
          samples[label] += count;
          predicted[decision] += count;
          if (label == decision) {
            right[label] += count;
          } else {
            confused.add(new Confusion(label, decision, count));
          }
        });
    confused.sort(
        Comparator.comparingInt(Confusion::count)
            .reversed()
            .thenComparingInt(Confusion::label)
            .thenComparingInt(Confusion::predicted));
    return new OfClasses(
        samples,
        predicted,
        right,
        classes > LARGEST_MATRIX ? null : matrix(),
        confused.subList(0, Math.min(LONGEST_LIST, confused.size())),
        IntStream.range(0, BINS).mapToObj(this::bin).toList());
  }

  private int[][] matrix() {
    int[][] matrix = new int[classes][classes];
    cells.forEach((cell, count) -> matrix[(int) (cell / classes)][(int) (cell % classes)] = count);
    return matrix;
  }

  private Bin bin(int bin) {
    int samples = bins.samples()[bin];
    return new Bin(
        (double) bin / BINS,
        (bin + 1.0) / BINS,
        samples,
        samples == 0 ? null : bins.confidence()[bin] / samples,
        samples == 0 ? null : (double) bins.right()[bin] / samples);
  }

  /**
   * The counts.
   *
   * @param samples of each class
   * @param predicted how often each class was the decision
   * @param right how often it was and rightly so
   * @param matrix decisions by true class; null where there are many classes
   * @param confused the most frequent mistakes
   */
  record OfClasses(
      int[] samples,
      int[] predicted,
      int[] right,
      int[][] matrix,
      List<Confusion> confused,
      List<Bin> reliability) {}

  /** How often a class was taken for another, both by their places. */
  record Confusion(int label, int predicted, int count) {}

  /** The decisions whose probability is between two limits. */
  record Bin(double from, double to, int samples, Double confidence, Double accuracy) {}
}
