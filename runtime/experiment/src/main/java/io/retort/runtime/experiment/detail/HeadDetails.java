package io.retort.runtime.experiment.detail;

import io.retort.core.data.Head;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.LabelledPredictions;
import io.retort.core.metric.ValuePredictions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What is kept of one head: counts of each arm, and what the saved models say of samples. */
final class HeadDetails {
  private final Head head;
  private final Map<String, Counts> arms = new LinkedHashMap<>();
  private final Map<String, KeptRows> rows = new LinkedHashMap<>();

  HeadDetails(Head head) {
    this.head = head;
  }

  Head head() {
    return head;
  }

  /** Counts what a model of an arm says. */
  void count(String arm, LabelledPredictions said) {
    arms.computeIfAbsent(arm, fresh -> Counts.of(head.task().outputs())).add(said);
  }

  /** Keeps what the saved model of an arm says of some samples. */
  void keep(String arm, LabelledPredictions said, int[] samples) {
    rows.put(arm, KeptRows.of(said, samples));
  }

  Map<String, KeptRows> rows() {
    return rows;
  }

  EvaluationDocument.OfHead document(List<EvaluationDocument.Differing> differing) {
    Map<String, Object> counted = new LinkedHashMap<>();
    arms.forEach((arm, counts) -> counted.put(arm, counts.counted(head)));
    return new EvaluationDocument.OfHead(
        head.task().noun(), head.task().names(), counted, differing);
  }

  /**
   * How far two models are from each other on each sample: half the sum of the differences of the
   * probabilities of classes (total variation), the mean difference of the probabilities of labels,
   * or the mean difference of values, each by the deviation of the truth.
   */
  static double[] distances(LabelledPredictions one, LabelledPredictions other) {
    return IntStream.range(0, one.size()).mapToDouble(distance(one, other)).toArray();
  }

  private static IntToDoubleFunction distance(LabelledPredictions one, LabelledPredictions other) {
    if (one instanceof ClassPredictions p && other instanceof ClassPredictions q) {
      int classes = p.classes().size();
      return i -> {
        double sum = 0;
        for (int each = 0; each < classes; each++) {
          sum += Math.abs(p.probability(i, each) - q.probability(i, each));
        }
        return sum / 2;
      };
    } else if (one instanceof LabelPredictions p && other instanceof LabelPredictions q) {
      int labels = p.labels().size();
      return i -> {
        double sum = 0;
        for (int each = 0; each < labels; each++) {
          sum += Math.abs(p.probability(i, each) - q.probability(i, each));
        }
        return sum / labels;
      };
    } else if (one instanceof ValuePredictions p && other instanceof ValuePredictions q) {
      double[] deviations =
          IntStream.range(0, p.values().size()).mapToDouble(value -> deviation(p, value)).toArray();
      return i -> {
        double sum = 0;
        for (int each = 0; each < deviations.length; each++) {
          sum += Math.abs((double) p.predicted(i, each) - q.predicted(i, each)) / deviations[each];
        }
        return sum / deviations.length;
      };
    }
    return i -> 0;
  }

  private static double deviation(ValuePredictions said, int value) {
    double mean =
        IntStream.range(0, said.size()).mapToDouble(i -> said.truth(i, value)).average().orElse(0);
    double variance =
        IntStream.range(0, said.size())
            .mapToDouble(i -> Math.pow(said.truth(i, value) - mean, 2))
            .average()
            .orElse(0);
    return variance > 0 ? Math.sqrt(variance) : 1;
  }

  /** Counts of one arm, of the kind that is for the task; none of embeddings. */
  private record Counts(ClassCounts classes, LabelCounts labels, Residuals residuals) {

    static Counts of(int outputs) {
      return new Counts(new ClassCounts(outputs), new LabelCounts(outputs), new Residuals(outputs));
    }

    void add(LabelledPredictions said) {
      if (said instanceof ClassPredictions each) {
        classes.add(each);
      } else if (said instanceof LabelPredictions each) {
        labels.add(each);
      } else if (said instanceof ValuePredictions each) {
        residuals.add(each);
      } else if (!(said instanceof EmbeddingPredictions)) {
        throw new IllegalStateException("No counts are kept of " + said.getClass());
      }
    }

    Object counted(Head head) {
      return head.task()
          .<Object>match(
              each -> classes.counted(),
              each -> labels.counted(),
              each -> residuals.counted(),
              each -> Map.of());
    }
  }
}
