package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Seeds;
import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the samples of a data set are used for in an experiment. Test samples and those of the
 * teacher are drawn once, and the data are prepared by the teacher's training samples. Each seed
 * draws anew, from all samples that are not for the test, what its students learn from, so that
 * their figures vary as they would with other data.
 *
 * @param data the data set as it was prepared
 * @param teacher the teacher's samples: all that are not for the test
 * @param pool the same samples in one list, from which those of students are drawn
 * @param test for the final figures only
 * @param testGiven whether the data set came with its test samples, so that no seed changes them
 * @param settings how samples are drawn
 */
public record DataSplit(
    Dataset data,
    TrainingData teacher,
    Samples pool,
    Samples test,
    boolean testGiven,
    SplitSettings settings) {

  public static DataSplit of(Dataset dataset, SplitSettings settings, boolean scaleTargets) {
    Samples all = dataset.train();
    boolean given = dataset.test().isPresent();
    int[] test = new int[0];
    int[] pool = IntStream.range(0, all.size()).toArray();
    if (!given) {
      int count = share(all, settings.test(), "test");
      StratifiedDraw draw =
          new StratifiedDraw(all, dataset.heads(), Seeds.derive(settings.seed(), "test"));
      test = draw.first(count);
      pool = draw.rest(count);
    }
    Samples drawnFrom = new Subset(all, pool);
    int count = share(drawnFrom, settings.validation(), "validation");
    StratifiedDraw draw =
        new StratifiedDraw(drawnFrom, dataset.heads(), Seeds.derive(settings.seed(), "validation"));
    // Until here the samples' classes were looked at only.
    Dataset data = PreparedDataset.of(dataset, chosen(pool, draw.rest(count)), scaleTargets);
    Samples prepared = new Subset(data.train(), pool);
    TrainingData teacher =
        new TrainingData(
            data.inputShape(),
            data.heads(),
            new Subset(prepared, draw.rest(count)),
            new Subset(prepared, draw.first(count)),
            data.inputColumns());
    Samples tested = given ? data.test().orElseThrow() : new Subset(data.train(), test);
    DataSplit parts = new DataSplit(data, teacher, prepared, tested, given, settings);
    parts.labelledCount(parts.seenCount(teacher.train().size()));
    return parts;
  }

  private static int[] chosen(int[] members, int[] places) {
    return Arrays.stream(places).map(place -> members[place]).toArray();
  }

  /** What the students of a seed, with and without the teacher, learn from. */
  public StudentData student(long seed) {
    long own = Seeds.derive(settings.seed(), "student " + seed);
    int validationCount = share(pool, settings.validation(), "validation");
    StratifiedDraw draw = draw(pool, own, "validation");
    Samples validation = new Subset(pool, draw.first(validationCount));
    int[] rest = draw.rest(validationCount);
    Samples left = new Subset(pool, rest);
    int count = seenCount(rest.length);
    int[] members = chosen(rest, draw(left, own, "samples").first(count));
    Samples seen = new Subset(pool, members);
    BitSet labelled = new BitSet(count);
    int[] known = draw(seen, own, "labelled").first(labelledCount(count));
    for (int sample : known) {
      labelled.set(sample);
    }
    return new StudentData(
        data(seen, validation), labelled, data(new Subset(seen, known), validation), members);
  }

  /** The samples that the students of some seeds learn from, each once: what a teacher is asked. */
  public Samples seen(List<Long> seeds) {
    BitSet members = new BitSet(pool.size());
    for (long seed : seeds) {
      for (int member : student(seed).members()) {
        members.set(member);
      }
    }
    return new Subset(pool, members.stream().toArray());
  }

  private int seenCount(int available) {
    return bounded("samples", settings.samples().orElse(available), available);
  }

  private int labelledCount(int seen) {
    return bounded("labelled", settings.labelled().orElse(seen), seen);
  }

  private StratifiedDraw draw(Samples samples, long seed, String purpose) {
    return new StratifiedDraw(samples, teacher.heads(), Seeds.derive(seed, purpose));
  }

  private TrainingData data(Samples train, Samples validation) {
    return new TrainingData(
        teacher.inputShape(), teacher.heads(), train, validation, teacher.columns());
  }

  private static int share(Samples samples, double share, String key) {
    long count = Math.round(samples.size() * share);
    if (count < 1 || count >= samples.size()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "split."
              + key
              + ": "
              + share
              + " of "
              + samples.size()
              + " samples are "
              + count
              + "; choose a share that leaves samples on both sides");
    }
    return (int) count;
  }

  private static int bounded(String key, int count, int available) {
    if (count > available) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "split."
              + key
              + ": "
              + count
              + " samples are asked for, but only "
              + available
              + " are there; lower the number or leave the key out");
    }
    return count;
  }
}
