package io.retort.datasets;

import io.retort.core.data.RawRows;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The samples of a source task, which are domain 0, and then those of a target task, domain 1. */
final class JoinedSamples implements Samples {
  private final Samples first;
  private final Samples second;

  JoinedSamples(Samples first, Samples second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public int size() {
    return Math.addExact(first.size(), second.size());
  }

  @Override
  public int domains() {
    return 2;
  }

  @Override
  public int domain(int sample) {
    return sample < first.size() ? 0 : 1;
  }

  @Override
  public String domainName(int domain) {
    return domain == 0 ? "source" : "target";
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    Shape row = destination.shape().sample();
    for (int domain = 0; domain < 2; domain++) {
      int[] places = places(samples, domain);
      if (places.length > 0) {
        try (Tensor own = Tensor.allocate(row.batch(places.length))) {
          part(domain).inputs(own(samples, places), own);
          scatter(own, places, destination);
        }
      }
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    int[] firsts = places(samples, 0);
    int[] seconds = places(samples, 1);
    if (firsts.length == 0 || seconds.length == 0) {
      int domain = firsts.length == 0 ? 1 : 0;
      return part(domain).labels(head, own(samples, places(samples, domain)));
    }
    Target.GroundTruth some = first.labels(head, own(samples, firsts));
    // Both parts have the same heads.
    Target.GroundTruth others = second.labels(head, own(samples, seconds));
    return some.match(
        classes -> {
          int[] all = new int[samples.length];
          scatter(classes.labels(), firsts, all);
          scatter(((Target.Classes) others).labels(), seconds, all);
          return new Target.Classes(all);
        },
        labels ->
            new Target.MultiLabels(
                merged(labels.values(), firsts, ((Target.MultiLabels) others).values(), seconds)),
        values ->
            new Target.Values(
                merged(values.values(), firsts, ((Target.Values) others).values(), seconds)));
  }

  @Override
  public Optional<RawRows> rows() {
    return first
        .rows()
        .flatMap(
            own ->
                second
                    .rows()
                    .map(
                        other ->
                            sample ->
                                sample < first.size()
                                    ? own.row(sample)
                                    : other.row(sample - first.size())));
  }

  @Override
  public Optional<String> id(int sample) {
    return sample < first.size() ? first.id(sample) : second.id(sample - first.size());
  }

  /** A group that both have is one; of their times, the scale is the same. */
  @Override
  public Optional<SplitKey> splitKey() {
    return first.splitKey().flatMap(own -> second.splitKey().map(other -> joined(own, other)));
  }

  private SplitKey joined(SplitKey own, SplitKey other) {
    String source = own.source() + ", and " + other.source();
    int firsts = first.size();
    return own.match(
        groups -> {
          IntFunction<String> others = ((SplitKey.Groups) other).group();
          return new SplitKey.Groups(
              source,
              sample ->
                  sample < firsts ? groups.group().apply(sample) : others.apply(sample - firsts));
        },
        times -> {
          IntToDoubleFunction others = ((SplitKey.Times) other).time();
          return new SplitKey.Times(
              source,
              sample ->
                  sample < firsts
                      ? times.time().applyAsDouble(sample)
                      : others.applyAsDouble(sample - firsts));
        });
  }

  /** Samples of a part without weights have the weight 1. */
  @Override
  public Optional<SampleWeights> weights() {
    Optional<SampleWeights> own = first.weights();
    Optional<SampleWeights> other = second.weights();
    if (own.isEmpty() && other.isEmpty()) {
      return Optional.empty();
    }
    int firsts = first.size();
    IntToDoubleFunction ofFirst = own.map(SampleWeights::weight).orElse(sample -> 1);
    IntToDoubleFunction ofSecond = other.map(SampleWeights::weight).orElse(sample -> 1);
    return Optional.of(
        new SampleWeights(
            Stream.of(own, other)
                .flatMap(Optional::stream)
                .map(SampleWeights::source)
                .collect(Collectors.joining(", and ")),
            sample ->
                sample < firsts
                    ? ofFirst.applyAsDouble(sample)
                    : ofSecond.applyAsDouble(sample - firsts)));
  }

  private Samples part(int domain) {
    return domain == 0 ? first : second;
  }

  /** Where in a list of samples those of a domain are. */
  private int[] places(int[] samples, int domain) {
    return IntStream.range(0, samples.length).filter(i -> domain(samples[i]) == domain).toArray();
  }

  /** The indexes that samples of one domain have in their own list. */
  private int[] own(int[] samples, int[] places) {
    int[] own = new int[places.length];
    for (int i = 0; i < own.length; i++) {
      int sample = samples[places[i]];
      own[i] = sample < first.size() ? sample : sample - first.size();
    }
    return own;
  }

  private static Tensor merged(Tensor some, int[] firsts, Tensor others, int[] seconds) {
    try (some;
        others) {
      Tensor all = Tensor.allocate(some.shape().sample().batch(firsts.length + seconds.length));
      scatter(some, firsts, all);
      scatter(others, seconds, all);
      return all;
    }
  }

  private static void scatter(Tensor rows, int[] places, Tensor all) {
    int length = rows.shape().elements() / places.length;
    for (int i = 0; i < places.length; i++) {
      all.values().put(places[i] * length, rows.values(), i * length, length);
    }
  }

  private static void scatter(int[] values, int[] places, int[] all) {
    for (int i = 0; i < places.length; i++) {
      all[places[i]] = values[i];
    }
  }
}
