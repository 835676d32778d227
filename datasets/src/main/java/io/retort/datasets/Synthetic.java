package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import io.retort.datasets.table.TaskKind;
import java.util.List;
import java.util.Optional;

/**
 * Generated samples that a network can learn, for trials and benchmarks. Behind each sample stand a
 * few hidden factors. The input is a mixture of fixed patterns, one a factor, plus noise; the
 * patterns are smooth along the axes of inputs of two or more axes. The target depends on the
 * factors:
 *
 * <ul>
 *   <li>{@code single-label}: each class has a centre, and a sample's factors scatter around the
 *       centre of its class; the classes take turns;
 *   <li>{@code regression}: each value is a random smooth function of the factors, between −1 and
 *       1, plus noise;
 *   <li>{@code multi-label}: a label is there where such a function is positive.
 * </ul>
 *
 * <p>With several {@code heads}, all targets are such functions of the same factors, and a class is
 * the one whose function is largest.
 *
 * <p>The same seed gives the same samples, and the first samples stay the same if there are more.
 *
 * @param shape the shape of a sample, such as {@code 3x32x32}
 * @param samples the number of samples to train with
 * @param testSamples the number of samples for the final test, 0 for no test part
 * @param task what to predict, where there is one head
 * @param outputs the number of classes, labels or values, where there is one head
 * @param noise the standard deviation of the noise, on inputs and factors or values of about 1
 * @param heads what to predict, where it is several things; empty for one head named {@code label}
 */
public record Synthetic(
    @Doc("The shape of a sample, such as 3x32x32.") Shape shape,
    @Doc("Samples to train with.") @Range(min = 1) int samples,
    @Doc("Samples for the test; 0 to split a part off.") @Default("0") @Range(min = 0)
        int testSamples,
    @Doc("What to predict: single-label, multi-label or regression.") @Default("single-label")
        TaskKind task,
    @Doc("The number of classes, labels or values.") @Default("10") @Range(min = 1) int outputs,
    @Doc("The standard deviation of the noise, beside signals of about 1.")
        @Default("0.3")
        @Range(min = 0)
        double noise,
    @Doc(
            "Several things to predict, each with its output of the network; task and outputs if"
                + " none.")
        @Default("[]")
        List<SyntheticHead> heads) {

  public Synthetic {
    heads = List.copyOf(heads);
    if (heads.isEmpty() && task == TaskKind.SINGLE_LABEL && outputs < 2) {
      throw new IllegalArgumentException(
          "A single-label task needs at least two outputs, not " + outputs);
    }
    if (heads.stream().map(SyntheticHead::name).distinct().count() < heads.size()) {
      throw new IllegalArgumentException(
          "The heads "
              + heads.stream().map(SyntheticHead::name).toList()
              + " need different names");
    }
    long targets =
        heads.isEmpty() ? outputs : heads.stream().mapToLong(SyntheticHead::outputs).sum();
    Generated.require(samples, testSamples, shape.elements() + targets);
  }

  /** Samples with one head. */
  public Synthetic(
      Shape shape, int samples, int testSamples, TaskKind task, int outputs, double noise) {
    this(shape, samples, testSamples, task, outputs, noise, List.of());
  }

  /**
   * Generates the samples.
   *
   * @param seed chooses patterns, centres, functions and samples
   * @return a data set that the caller closes
   */
  public Dataset load(long seed) {
    SyntheticTeacher teacher = new SyntheticTeacher(shape, allHeads(), isClustered(), noise, seed);
    return InMemoryDataset.of(
        shape,
        allHeads().stream().map(SyntheticHead::head).toList(),
        teacher.samples(samples, "training samples"),
        testSamples == 0
            ? Optional.empty()
            : Optional.of(() -> teacher.samples(testSamples, "test samples")));
  }

  /** Whether samples lie in clusters around a centre for each class, instead of by functions. */
  private boolean isClustered() {
    return heads.isEmpty() && task == TaskKind.SINGLE_LABEL;
  }

  /** The heads, of which there is at least one. */
  private List<SyntheticHead> allHeads() {
    return heads.isEmpty()
        ? List.of(new SyntheticHead(InMemoryDataset.HEAD, task, outputs))
        : heads;
  }
}
