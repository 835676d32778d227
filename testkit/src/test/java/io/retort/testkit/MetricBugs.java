package io.retort.testkit;

import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Unit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Accuracy, as it should be and in many wrong forms. */
final class MetricBugs {

  private MetricBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "later samples weigh more",
            shares(p -> weighted(p, i -> 2.0 * (i + 1) / (p.size() + 1))),
            "orderOfSamplesDoesNotMatter",
            "The order of samples matters"),
        bug(
            "adds up where it should average",
            new OfClasses(
                Unit.NONE, true, p -> Measurement.of(weighted(p, i -> 1).value() * p.size())),
            "repeatingTheSamplesChangesNothing",
            "The number of samples matters"),
        new PlantedBug(
            "Metric",
            "says that it relates samples, and does not",
            () -> contract(shares(p -> weighted(p, i -> 1)), List.of(), true),
            "aMetricThatSaysThatItRelatesSamplesDoes",
            "but the number of copies is no matter"),
        bug(
            "takes errors for hits",
            shares(p -> Measurement.of(1 - weighted(p, i -> 1).value())),
            "perfectPredictionsAreTheBest",
            "Perfect predictions are not the best"),
        bug(
            "counts every prediction as right",
            shares(
                p -> Measurement.mean(p.size(), i -> p.decision(i) < p.classes().size() ? 1 : 0)),
            "perfectPredictionsAreTheBest",
            "Perfect predictions are as good as others"),
        bug(
            "gives a share in percent",
            shares(p -> Measurement.of(100 * weighted(p, i -> 1).value())),
            "sharesLieBetweenNoneAndAll",
            "A share is not between 0 and 1"),
        bug(
            "keeps a running mean",
            new RunningMean(),
            "whatWasMeasuredBeforeDoesNotMatter",
            "What was measured before matters"),
        bug(
            "divides by the samples of a class, of which there may be none",
            shares(p -> Measurement.of(recallOfLast(p))),
            "whatIsNoNumberIsSaidInWords",
            "not said why there is no figure"),
        bug(
            "leaves a sample out and divides by all",
            shares(
                p -> {
                  double hits = weighted(p, i -> 1).value() * p.size();
                  return Measurement.of(hits / p.size())
                      .withoutSamples(
                          () ->
                              IntStream.range(0, p.size())
                                  .mapToDouble(i -> (hits - hit(p, i)) / p.size())
                                  .toArray());
                }),
            "contributionsAreThoseOfLeavingOneSampleOut",
            "What samples contribute"),
        bug(
            "calls the figures of all classes by one name",
            new Parts(true),
            "figuresFitTheHeadAndHaveNamesOfTheirOwn",
            "Two figures have one name"),
        bug(
            "measures labels where there are classes",
            new Parts(false),
            "figuresFitTheHeadAndHaveNamesOfTheirOwn",
            "is not for its heads"),
        new PlantedBug(
            "Metric",
            "is the recall of a class under another name",
            () -> known(shares(p -> Measurement.of(recallOfLast(p)))),
            "knownFiguresAreFound",
            "not what was worked out by hand"));
  }

  /** The contract over the right metric. */
  static MetricContract<FixedProvider.NoKeys> right() {
    return known(shares(p -> weighted(p, i -> 1)));
  }

  private static double hit(ClassPredictions p, int sample) {
    return p.decision(sample) == p.label(sample) ? 1 : 0;
  }

  private static Measurement weighted(ClassPredictions p, Function<Integer, Number> weight) {
    return Measurement.mean(p.size(), i -> weight.apply(i).doubleValue() * hit(p, i));
  }

  private static double recallOfLast(ClassPredictions p) {
    int last = p.classes().size() - 1;
    int[] own = IntStream.range(0, p.size()).filter(i -> p.label(i) == last).toArray();
    return IntStream.of(own).mapToDouble(i -> hit(p, i)).sum() / own.length;
  }

  private static Metric shares(Function<ClassPredictions, Measurement> measure) {
    return new OfClasses(Unit.SHARE, true, measure);
  }

  private record OfClasses(
      Unit unit, boolean higherIsBetter, Function<ClassPredictions, Measurement> how)
      implements ClassMetric {
    @Override
    public String name() {
      return "hits";
    }

    @Override
    public Measurement measure(ClassPredictions predictions) {
      return how.apply(predictions);
    }
  }

  /** The mean over all that it ever measured. */
  private static final class RunningMean implements ClassMetric {
    private double sum;
    private int count;

    @Override
    public String name() {
      return "hits";
    }

    @Override
    public Unit unit() {
      return Unit.SHARE;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Measurement measure(ClassPredictions predictions) {
      sum += weighted(predictions, i -> 1).value();
      count++;
      return Measurement.of(sum / count);
    }
  }

  /**
   * Comes to pieces that are wrong.
   *
   * @param classes whether they are for classes, all of one name, or for labels
   */
  private record Parts(boolean classes) implements ClassMetric {
    @Override
    public String name() {
      return "hits";
    }

    @Override
    public Unit unit() {
      return Unit.SHARE;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public List<? extends Metric> on(Task task) {
      return classes
          ? List.of(shares(p -> weighted(p, i -> 1)), shares(p -> weighted(p, i -> 1)))
          : List.of(new OfLabels());
    }

    @Override
    public Measurement measure(ClassPredictions predictions) {
      return weighted(predictions, i -> 1);
    }
  }

  private record OfLabels() implements LabelMetric {
    @Override
    public String name() {
      return "hits";
    }

    @Override
    public Unit unit() {
      return Unit.SHARE;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Measurement measure(LabelPredictions predictions) {
      return Measurement.of(1);
    }
  }

  private static PlantedBug bug(String bug, Metric metric, String test, String message) {
    return new PlantedBug("Metric", bug, () -> contract(metric, List.of()), test, message);
  }

  /** Two of three are right, but none of the last class. */
  private static MetricContract<FixedProvider.NoKeys> known(Metric metric) {
    ClassPredictions predictions =
        ClassPredictions.of(
            List.of("a", "b"),
            new Predictions(
                TargetKind.PROBABILITIES, new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.6f, 0.4f}}),
            new int[] {0, 0, 1});
    return contract(metric, List.of(new MetricContract.KnownFigure(predictions, "hits", 2 / 3.0)));
  }

  private static MetricContract<FixedProvider.NoKeys> contract(
      Metric metric, List<MetricContract.KnownFigure> known) {
    return contract(metric, known, false);
  }

  private static MetricContract<FixedProvider.NoKeys> contract(
      Metric metric, List<MetricContract.KnownFigure> known, boolean relates) {
    Supplier<Metric> same = () -> metric;
    return new MetricContract<>() {
      @Override
      protected MetricProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfMetric(same);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected List<KnownFigure> knownFigures() {
        return known;
      }

      @Override
      protected boolean relatesSamples() {
        return relates;
      }
    };
  }
}
