package io.retort.runtime.experiment.data;

import io.retort.core.Seeds;
import io.retort.core.data.Dataset;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Subset;
import io.retort.core.data.TrainingData;
import io.retort.runtime.experiment.settings.SplitSettings;

/**
 * A data set of which the test samples are set apart and those of the teacher are drawn, prepared
 * by the teacher's training samples. It is the same however many samples students see.
 *
 * @param data the data set as it was prepared
 * @param teacher the teacher's samples: all that are not for the test
 * @param pool the same samples in one list, from which those of students are drawn
 * @param members the places there of those that the teacher is trained with
 * @param test for the final figures only
 * @param testGiven whether the data set came with its test samples, so that no seed changes them
 */
public record PreparedData(
    Dataset data,
    TrainingData teacher,
    Samples pool,
    IndexSet members,
    Samples test,
    boolean testGiven) {

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
    HeldPart test = new HeldPart("test", settings.test());
    HeldPart validation = validation(settings.validation());
    SampleDivision.requireDivisible(all, test, given, validation);
    dataset.test().ifPresent(samples -> SampleDivision.requireApart(all, samples));
    IndexSet pool = IndexSet.first(all.size());
    IndexSet tested = IndexSet.first(0);
    if (!given) {
      Holdout parts =
          SampleDivision.divide(all, dataset.heads(), test, Seeds.derive(settings.seed(), "test"));
      tested = parts.held();
      pool = parts.rest();
    }
    Holdout parts =
        SampleDivision.divide(
            new Subset(all, pool),
            dataset.heads(),
            validation,
            Seeds.derive(settings.seed(), "validation"));
    // Until here the samples' classes were looked at only.
    Dataset data = PreparedDataset.of(dataset, pool.at(parts.rest()), scaleTargets);
    Samples prepared = new Subset(data.train(), pool);
    TrainingData teacher =
        new TrainingData(
            data.inputShape(),
            data.heads(),
            new Subset(prepared, parts.rest()),
            new Subset(prepared, parts.held()),
            data.preparation());
    Samples kept = given ? data.test().orElseThrow() : new Subset(data.train(), tested);
    return new PreparedData(data, teacher, prepared, parts.rest(), kept, given);
  }

  /** Data without labels, of which a teacher that is trained already can be asked. */
  public static PreparedData unlabelled(Dataset dataset) {
    Samples none = new UnlabelledSamples(dataset);
    return new PreparedData(
        dataset,
        new TrainingData(dataset.inputShape(), dataset.heads(), none, none, dataset.preparation()),
        none,
        IndexSet.first(0),
        none,
        false);
  }

  /** Whether the test samples are the same in every repeat. */
  public boolean testFixed() {
    return testGiven || pool.splitKey().orElse(null) instanceof SplitKey.Times;
  }

  /** What is held out of the samples to train with. */
  static HeldPart validation(double share) {
    return new HeldPart("validation", share);
  }
}
