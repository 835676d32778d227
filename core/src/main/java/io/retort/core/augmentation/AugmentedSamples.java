package io.retort.core.augmentation;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Views of samples, each of which is a sample of its own: of n samples, sample i in view v has the
 * index {@code i + v·n}. Its input is a function of the seed, of the sample's place in {@link
 * Samples#origin} and of the view, whoever asks for it and in whatever order.
 *
 * <p>All views of an origin are an origin of their own, since what is said of a sample as it is,
 * such as an output that was recorded for it, is not said of its views. They have no ids, rows or
 * keys to be divided by for the same reason.
 */
public final class AugmentedSamples implements Samples {
  private final Samples samples;
  private final List<InputChange> changes;
  private final int views;
  private final long seed;

  /** All views of the samples' origin; this object, if it is that itself. */
  private final AugmentedSamples origin;

  private AugmentedSamples(
      Samples samples,
      List<InputChange> changes,
      int views,
      long seed,
      Optional<AugmentedSamples> origin) {
    this.samples = samples;
    this.changes = List.copyOf(changes);
    this.views = views;
    this.seed = seed;
    this.origin = origin.orElse(this);
  }

  /**
   * All views of a list that is its own {@link Samples#origin}.
   *
   * @param samples the list
   * @param changes what is done to an input, one after the other
   * @param views how many views of each sample there are, at least 1
   * @param seed decides them
   * @return the views
   * @throws RetortException if there are more than 2,147,483,647
   */
  static AugmentedSamples ofAll(Samples samples, List<InputChange> changes, int views, long seed) {
    if (samples.origin() != samples || samples.views().isPresent()) {
      throw new IllegalArgumentException("Views are of all samples of a list, and not of views");
    }
    if ((long) samples.size() * views > Integer.MAX_VALUE) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          String.format(
              "%,d views of each of %,d samples are more than 2,147,483,647; take fewer 'views' of"
                  + " the 'augmentation'",
              views, samples.size()));
    }
    return new AugmentedSamples(samples, changes, views, seed, Optional.empty());
  }

  /**
   * All views of some samples.
   *
   * @param part a part of the list that all views were made of
   * @return views that are the same as those of the samples in the list
   */
  public AugmentedSamples part(Samples part) {
    if (part.origin() != origin.samples) {
      throw new IllegalArgumentException("The samples are not from the list of these views");
    }
    return new AugmentedSamples(part, changes, views, seed, Optional.of(origin));
  }

  /**
   * Data with all views of the training samples.
   *
   * @param data whose training samples are from the list that all views were made of
   * @return data whose validation samples are as they were
   */
  public TrainingData in(TrainingData data) {
    return new TrainingData(
        data.inputShape(), data.heads(), part(data.train()), data.validation(), data.preparation());
  }

  /**
   * Some of the samples in all views.
   *
   * @param chosen indexes of samples as they are
   * @return the indexes that their views have here
   */
  public BitSet everyView(BitSet chosen) {
    BitSet all = new BitSet();
    for (int view = 0; view < views; view++) {
      int first = view * samples.size();
      chosen.stream().forEach(sample -> all.set(first + sample));
    }
    return all;
  }

  @Override
  public int size() {
    return samples.size() * views;
  }

  @Override
  public OptionalInt views() {
    return OptionalInt.of(views);
  }

  @Override
  public void inputs(int[] wanted, Tensor destination) {
    samples.inputs(asTheyAre(wanted), destination);
    float[] input = new float[destination.shape().sample().elements()];
    for (int row = 0; row < wanted.length; row++) {
      destination.read(row * input.length, input);
      change(input, wanted[row]);
      destination.write(row * input.length, input);
    }
  }

  private void change(float[] input, int sample) {
    int place = samples.indexInOrigin(sample % samples.size());
    long ofView = Seeds.derive(Seeds.derive(seed, place), sample / samples.size());
    for (int step = 0; step < changes.size(); step++) {
      // A step draws the same, whatever the steps before it have drawn.
      changes.get(step).apply(input, new SplittableRandom(Seeds.derive(ofView, step)));
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] wanted) {
    return samples.labels(head, asTheyAre(wanted));
  }

  @Override
  public Optional<SampleWeights> weights() {
    return samples.weights().map(this::ofViews);
  }

  private SampleWeights ofViews(SampleWeights weights) {
    IntToDoubleFunction weight = weights.weight();
    return new SampleWeights(
        weights.source(), sample -> weight.applyAsDouble(sample % samples.size()));
  }

  @Override
  public int domains() {
    return samples.domains();
  }

  @Override
  public int domain(int sample) {
    return samples.domain(sample % samples.size());
  }

  @Override
  public String domainName(int domain) {
    return samples.domainName(domain);
  }

  @Override
  public Samples origin() {
    return origin;
  }

  @Override
  public int indexInOrigin(int sample) {
    int view = sample / samples.size();
    return samples.indexInOrigin(sample % samples.size()) + view * origin.samples.size();
  }

  private int[] asTheyAre(int[] wanted) {
    return Arrays.stream(wanted).map(sample -> sample % samples.size()).toArray();
  }
}
