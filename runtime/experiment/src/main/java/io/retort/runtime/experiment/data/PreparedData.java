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
import java.util.stream.IntStream;

/**
 * A data set of which the test samples are set apart and those of the teacher are drawn, prepared
 * by the teacher's training samples. It is the same however many samples students see.
 *
 * @param data the data set as it was prepared
 * @param teacher the teacher's samples: all that are not for the test
 * @param pool the same samples in one list, from which those of students are drawn
 * @param test for the final figures only
 * @param testGiven whether the data set came with its test samples, so that no seed changes them
 */
public record PreparedData(
    Dataset data, TrainingData teacher, Samples pool, Samples test, boolean testGiven) {

  /**
   * Draws and prepares.
   *
   * @param dataset closed by the caller
   * @param settings which samples are kept from the teacher's training
   * @param scaleTargets whether values to predict are standardized
   */
  public static PreparedData of(
      Dataset dataset, SplitSettings.HeldOut settings, boolean scaleTargets) {
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
            data.preparation());
    Samples tested = given ? data.test().orElseThrow() : new Subset(data.train(), test);
    return new PreparedData(data, teacher, prepared, tested, given);
  }

  /** Data without labels, of which a teacher that is trained already can be asked. */
  public static PreparedData unlabelled(Dataset dataset) {
    Samples none = new UnlabelledSamples(dataset);
    return new PreparedData(
        dataset,
        new TrainingData(dataset.inputShape(), dataset.heads(), none, none, dataset.preparation()),
        none,
        none,
        false);
  }

  static int[] chosen(int[] members, int[] places) {
    return Arrays.stream(places).map(place -> members[place]).toArray();
  }

  static int share(Samples samples, double share, String key) {
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
}
