package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.util.BitSet;
import java.util.List;

/**
 * What the samples of a data set are used for in an experiment. Test samples and those of the
 * teacher are drawn once, and the data are prepared by the teacher's training samples. Each seed
 * draws anew, from all samples that are not for the test, what its students learn from, so that
 * their figures vary as they would with other data.
 *
 * @param prepared what is the same for the students of all seeds
 * @param settings how samples are drawn
 */
public record DataSplit(PreparedData prepared, SplitSettings settings) {

  /**
   * A split of data that is prepared.
   *
   * @throws RetortException if more samples are asked for than there are
   */
  public static DataSplit of(PreparedData prepared, SplitSettings settings) {
    DataSplit split = new DataSplit(prepared, settings);
    split.requireLabels();
    split.labelledCount(split.seenCount(prepared.teacher().train().size()));
    return split;
  }

  /** The data set as it was prepared. */
  public Dataset data() {
    return prepared.data();
  }

  /** The teacher's samples: all that are not for the test. */
  public TrainingData teacher() {
    return prepared.teacher();
  }

  /** The same samples in one list, from which those of students are drawn. */
  public Samples pool() {
    return prepared.pool();
  }

  /** For the final figures only. */
  public Samples test() {
    return prepared.test();
  }

  /** Whether the data set came with its test samples. */
  public boolean testGiven() {
    return prepared.testGiven();
  }

  /** Whether no seed changes the test samples: they came with the data, or are the latest. */
  public boolean testFixed() {
    return prepared.testFixed();
  }

  /** What the students of a seed, with and without the teacher, learn from. */
  public StudentData student(long seed) {
    long own = Seeds.derive(settings.seed(), "student " + seed);
    Holdout parts =
        SampleDivision.divide(
            pool(),
            teacher().heads(),
            PreparedData.validation(settings.validation()),
            Seeds.derive(own, "validation"));
    Samples validation = new Subset(pool(), parts.held());
    IndexSet rest = parts.rest();
    Samples left = new Subset(pool(), rest);
    int count = seenCount(rest.size());
    IndexSet members = rest.at(drawn(left, own, "samples", count));
    Samples seen = new Subset(pool(), members);
    BitSet labelled = new BitSet(count);
    IndexSet known = drawn(seen, own, "labelled", labelledCount(count));
    known.forEach(labelled::set);
    return new StudentData(
        data(seen, validation),
        labelled,
        data(new Subset(seen, known), validation),
        members,
        parts.held());
  }

  /**
   * The samples that a teacher is asked for the students of some seeds, each once: those that they
   * learn from, and, where a head has no labels, those by which they are measured.
   */
  public Samples seen(List<Long> seeds) {
    boolean measured = !TaughtSamples.taught(teacher().heads()).isEmpty();
    BitSet members = new BitSet(pool().size());
    for (long seed : seeds) {
      StudentData student = student(seed);
      student.members().forEach(members::set);
      if (measured) {
        student.validated().forEach(members::set);
      }
    }
    return new Subset(pool(), IndexSet.of(members));
  }

  private void requireLabels() {
    if (settings.labelled().isPresent()
        && teacher().heads().stream().noneMatch(head -> head.task().hasLabels())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "split.labelled: the data have no labels, of which a student could see some; leave the"
              + " key out");
    }
  }

  private int seenCount(int available) {
    return bounded("samples", settings.samples().orElse(available), available);
  }

  private int labelledCount(int seen) {
    return bounded("labelled", settings.labelled().orElse(seen), seen);
  }

  private IndexSet drawn(Samples samples, long seed, String purpose, int count) {
    return StratifiedDraw.first(samples, teacher().heads(), Seeds.derive(seed, purpose), count);
  }

  private TrainingData data(Samples train, Samples validation) {
    return new TrainingData(
        teacher().inputShape(), teacher().heads(), train, validation, teacher().preparation());
  }

  private static int bounded(String key, int count, int available) {
    if (count > available) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "split."
              + key
              + ": "
              + count
              + " samples are wanted, but only "
              + available
              + " are there; lower the number or leave the key out");
    }
    return count;
  }
}
