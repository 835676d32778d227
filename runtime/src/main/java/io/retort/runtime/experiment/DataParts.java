package io.retort.runtime.experiment;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.core.training.Seeds;
import java.util.BitSet;

/**
 * The parts of a data set in an experiment. No sample is in two of training, validation and test.
 *
 * @param teacher all training samples, for the teacher
 * @param student the training samples that the student sees
 * @param labelled which of the student's samples have labels that it may see
 * @param alone the student's labelled samples, for the student without a teacher
 * @param test for the final figures only
 */
record DataParts(
    TrainingData teacher, TrainingData student, BitSet labelled, TrainingData alone, Samples test) {

  static DataParts of(Dataset dataset, SplitSettings settings) {
    Samples all = dataset.train();
    Samples test;
    if (dataset.test().isPresent()) {
      test = dataset.test().get();
    } else {
      int count = share(all, settings.test(), "test");
      StratifiedDraw draw = draw(dataset, all, settings, "test");
      test = new Subset(all, draw.first(count));
      all = new Subset(all, draw.rest(count));
    }
    int validationCount = share(all, settings.validation(), "validation");
    StratifiedDraw draw = draw(dataset, all, settings, "validation");
    Samples validation = new Subset(all, draw.first(validationCount));
    Samples train = new Subset(all, draw.rest(validationCount));
    int count = bounded("samples", settings.samples().orElse(train.size()), train.size());
    Samples seen =
        count == train.size()
            ? train
            : new Subset(train, draw(dataset, train, settings, "samples").first(count));
    int labelledCount = bounded("labelled", settings.labelled().orElse(count), count);
    BitSet labelled = new BitSet(count);
    int[] known = draw(dataset, seen, settings, "labelled").first(labelledCount);
    for (int sample : known) {
      labelled.set(sample);
    }
    return new DataParts(
        data(dataset, train, validation),
        data(dataset, seen, validation),
        labelled,
        data(dataset, new Subset(seen, known), validation),
        test);
  }

  private static StratifiedDraw draw(
      Dataset dataset, Samples samples, SplitSettings settings, String purpose) {
    return new StratifiedDraw(samples, dataset.heads(), Seeds.derive(settings.seed(), purpose));
  }

  private static TrainingData data(Dataset dataset, Samples train, Samples validation) {
    return new TrainingData(dataset.inputShape(), dataset.heads(), train, validation);
  }

  private static int share(Samples samples, double share, String key) {
    long count = Math.round(samples.size() * share);
    if (count < 1 || count >= samples.size()) {
      throw new RetortException(
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
