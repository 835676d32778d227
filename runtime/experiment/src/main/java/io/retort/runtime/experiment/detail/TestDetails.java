package io.retort.runtime.experiment.detail;

import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.metric.LabelledPredictions;
import io.retort.core.metric.MetricSet;
import io.retort.core.metric.Predictions;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.ArmResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Gathers what is kept of the test of the first repeat, so that it can be looked at later: counts
 * of all seeds, and what the teacher and the two students of the saved seed say of single samples.
 */
public final class TestDetails {
  /** Counts, and the samples on which models differ. */
  public static final String EVALUATION = "evaluation.json";

  /** What models say of each sample. */
  public static final String PREDICTIONS = "predictions.csv";

  /** What each sample contributes to the score of each student. */
  public static final String CONTRIBUTIONS = "contributions.csv";

  /** The most rows of a head in the table of predictions. */
  private static final int MOST_ROWS = 50_000;

  /** The most values in the table of contributions. */
  private static final long MOST_CONTRIBUTIONS = 2_000_000;

  private static final int MOST_DIFFERING = 24;
  private static final int MOST_SAID = 8;

  private final DataSplit split;
  private final Samples test;
  private final long savedSeed;
  private final List<HeadDetails> heads;
  private final Map<String, LabelledPredictions> teacher = new LinkedHashMap<>();
  private final Map<String, double[]> distances = new LinkedHashMap<>();
  private final Map<String, List<EvaluationDocument.Differing>> differing = new LinkedHashMap<>();

  /** By head, what is said by the student alone of the saved seed, until its pair is there. */
  private final Map<String, LabelledPredictions> alone = new LinkedHashMap<>();

  private final Map<String, double[]> contributions = new LinkedHashMap<>();
  private final Set<Long> seeds = new LinkedHashSet<>();

  /**
   * Begins with the teacher.
   *
   * @param split the data of the first repeat
   * @param said what the teacher says of the test samples, by head
   * @param savedSeed the seed of the student that is saved
   */
  public TestDetails(DataSplit split, Map<String, Predictions> said, long savedSeed) {
    this.split = split;
    this.test = split.test();
    this.savedSeed = savedSeed;
    this.heads =
        split.teacher().heads().stream()
            .filter(head -> head.task().hasLabels())
            .map(HeadDetails::new)
            .toList();
    for (HeadDetails head : heads) {
      labelled(head.head(), said)
          .ifPresent(
              both -> {
                teacher.put(head.head().name(), both);
                head.count(ArmResult.TEACHER, both);
                head.keep(ArmResult.TEACHER, both, kept(head.head()));
              });
    }
  }

  /**
   * Adds a student.
   *
   * @param arm its arm
   * @param seed its seed; distilled students of a seed come after those alone
   * @return is told what it says of the test samples, by head
   */
  public Consumer<Map<String, Predictions>> student(String arm, long seed) {
    return said -> {
      seeds.add(seed);
      for (HeadDetails head : heads) {
        LabelledPredictions both = labelled(head.head(), said).orElseThrow();
        head.count(arm, both);
        if (seed == savedSeed) {
          keep(head, arm, both);
        }
      }
    };
  }

  /**
   * Adds what the samples contribute to a student's figures.
   *
   * @param byHead by head and figure, the score first
   */
  public void contributions(String arm, long seed, Map<String, Map<String, double[]>> byHead) {
    for (HeadDetails head : heads) {
      String name = head.head().name();
      byHead.get(name).values().stream()
          .findFirst()
          .ifPresent(values -> contributions.put(title(name, arm, seed), values));
    }
  }

  /** The title of a student's column in the table of contributions. */
  public static String title(String head, String arm, long seed) {
    return head + "/" + arm + "/" + seed;
  }

  private void keep(HeadDetails head, String arm, LabelledPredictions both) {
    String name = head.head().name();
    head.keep(arm, both, kept(head.head()));
    LabelledPredictions taught = teacher.get(name);
    if (arm.equals(ArmResult.ALONE)) {
      alone.put(name, both);
    } else if (taught != null) {
      double[] far = HeadDetails.distances(taught, both);
      distances.put(name, far);
      Map<String, LabelledPredictions> arms = new LinkedHashMap<>();
      arms.put(ArmResult.TEACHER, taught);
      arms.put(ArmResult.ALONE, alone.remove(name));
      arms.put(ArmResult.DISTILLED, both);
      SampleView view = new SampleView(test, split.teacher());
      differing.put(
          name, furthest(far).mapToObj(sample -> differing(sample, far, arms, view)).toList());
    }
  }

  private EvaluationDocument.Differing differing(
      int sample, double[] far, Map<String, LabelledPredictions> arms, SampleView view) {
    List<EvaluationDocument.Said> said = new ArrayList<>();
    arms.forEach(
        (arm, both) ->
            KeptRows.of(both, new int[] {sample}).rows().stream()
                .limit(MOST_SAID)
                .map(row -> EvaluationDocument.Said.of(arm, row))
                .forEach(said::add));
    return new EvaluationDocument.Differing(
        sample,
        test.id(sample).orElse(""),
        far[sample],
        view.image(sample),
        view.row(sample),
        said);
  }

  private static IntStream furthest(double[] far) {
    return IntStream.range(0, far.length)
        .boxed()
        .filter(sample -> far[sample] > 0)
        .sorted(Comparator.comparingDouble(sample -> -far[sample]))
        .limit(MOST_DIFFERING)
        .mapToInt(Integer::intValue);
  }

  /**
   * The samples that the table of predictions has: all, or as many as it may have, spread evenly.
   */
  private int[] kept(Head head) {
    int outputs = head.task() instanceof Task.SingleLabel ? 1 : head.task().outputs();
    int size = test.size();
    int count = Math.min(size, Math.max(1, MOST_ROWS / outputs));
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
  }

  private Optional<LabelledPredictions> labelled(Head head, Map<String, Predictions> said) {
    return Optional.ofNullable(said.get(head.name()))
        .map(predictions -> MetricSet.labelled(head, predictions, test));
  }

  /** Writes what was gathered, once all students were added. */
  public void write(RunStore store) {
    if (heads.isEmpty()) {
      return;
    }
    Map<String, EvaluationDocument.OfHead> documents = new LinkedHashMap<>();
    for (HeadDetails head : heads) {
      String name = head.head().name();
      documents.put(name, head.document(differing.getOrDefault(name, List.of())));
    }
    EvaluationDocument document =
        new EvaluationDocument(
            test.size(),
            Long.toHexString(SampleHashes.ofAll(test, split.teacher())),
            List.copyOf(seeds),
            savedSeed,
            documents);
    store.write(EVALUATION, (Json.line(document) + "\n").getBytes(StandardCharsets.UTF_8));
    store.write(PREDICTIONS, file -> PredictionTable.write(file, test, heads, distances));
    if ((long) contributions.size() * test.size() <= MOST_CONTRIBUTIONS) {
      store.write(CONTRIBUTIONS, file -> ScoreTable.write(file, contributions));
    }
  }
}
