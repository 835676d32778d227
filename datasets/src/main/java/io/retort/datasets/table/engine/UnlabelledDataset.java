package io.retort.datasets.table.engine;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Samples without labels, and nothing else.
 *
 * @param source where they come from
 * @param preparation what is done to the raw data
 * @param inputShape the shape of one sample's input
 * @param heads what a teacher should predict
 * @param open opens the samples
 */
public record UnlabelledDataset(
    String source,
    InputPreparation preparation,
    Shape inputShape,
    List<Head> heads,
    Supplier<SampleStream> open)
    implements Dataset {

  @Override
  public boolean labelled() {
    return false;
  }

  @Override
  public Samples train() {
    throw new RetortException(
        ErrorKind.DATA,
        "The data of "
            + source
            + " has no labels, so that nothing can be trained or measured with it; let a teacher"
            + " label it with 'retort label', or name the labels");
  }

  @Override
  public Optional<Samples> test() {
    return Optional.empty();
  }

  @Override
  public Optional<SampleStream> unlabelled() {
    return Optional.of(open.get());
  }

  @Override
  public void close() {
    // Each stream is closed by whoever opened it.
  }
}
