package io.retort.losses.metric;

import io.retort.core.data.Task;
import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Metric;
import io.retort.core.plugin.Doc;
import io.retort.core.progress.Unit;
import java.util.List;
import java.util.Optional;

/**
 * The area under the receiver operating characteristic: how often a sample of a class gets a higher
 * probability of it than one of another class, two that are equal counting half (Hanley and McNeil
 * 1982). Of several classes it is the mean of each against the rest (scikit-learn's {@code
 * roc_auc_score(multi_class='ovr', average='macro')}), of labels that of all labels; classes and
 * labels that all samples have, or none, are left out of the mean.
 *
 * @param positive the class or label of which it is, if it is one alone
 */
public record RocAuc(
    @Doc(
            "A class or label, by name, that is told from the others; if it is left out, the mean"
                + " over all of them, or the second of two classes.")
        Optional<String> positive)
    implements ClassMetric, LabelMetric {

  @Override
  public String name() {
    return "roc-auc" + positive.map(name -> " of " + name).orElse("");
  }

  @Override
  public Unit unit() {
    return Unit.NONE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public List<? extends Metric> on(Task task) {
    return positive.isEmpty() || task.names().contains(positive.get()) ? List.of(this) : List.of();
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return OneVersusRest.of(predictions, positive, Area::new);
  }

  @Override
  public Measurement measure(LabelPredictions predictions) {
    return OneVersusRest.of(predictions, positive, Area::new);
  }

  /** The Mann–Whitney statistic U by the number of pairs. */
  private static final class Area implements OneVersusRest.Ranking {
    private final BinaryScores scores;
    private final double[] positives;
    private final double[] negatives;
    private final double won;

    Area(BinaryScores scores) {
      this.scores = scores;
      this.positives = scores.sorted(true);
      this.negatives = scores.sorted(false);
      double sum = 0;
      for (double score : positives) {
        sum += below(negatives, score);
      }
      this.won = sum;
    }

    @Override
    public double value() {
      return share(won, positives.length, negatives.length);
    }

    @Override
    public double without(int sample) {
      double score = scores.scores()[sample];
      return scores.positive()[sample]
          ? share(won - below(negatives, score), positives.length - 1, negatives.length)
          : share(
              won - (positives.length - below(positives, score)),
              positives.length,
              negatives.length - 1);
    }

    private static double share(double won, int positives, int negatives) {
      return positives == 0 || negatives == 0 ? Double.NaN : won / ((double) positives * negatives);
    }

    /** How many are below a score, those that are equal counting half. */
    private static double below(double[] sorted, double score) {
      return (first(sorted, score, false) + first(sorted, score, true)) / 2.0;
    }

    /** The first index of what is at least as large, or larger. */
    private static int first(double[] sorted, double score, boolean larger) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < score || (larger && sorted[middle] == score)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
