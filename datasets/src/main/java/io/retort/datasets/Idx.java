package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images and labels in the IDX format of MNIST, plain or compressed with gzip. Grey values are
 * scaled to between 0 and 1 and then standardised.
 *
 * @param images the file of images to train with, {@code [samples, height, width]} or {@code
 *     [samples, channels, height, width]}, of unsigned bytes
 * @param labels the file of their labels, {@code [samples]}
 * @param testImages the file of images for the final test, given together with {@code testLabels}
 * @param testLabels the file of their labels
 * @param classes the names of the classes in the order of their numbers; if there are none, the
 *     numbers up to the largest label to train with
 * @param shape whether a sample is {@code [channels, height, width]} or one vector
 * @param mean is subtracted from the values between 0 and 1
 * @param deviation divides them then
 * @param unlabelled a file of images without labels
 */
public record Idx(
    @Doc("The IDX file of images to train with, plain or gzipped.") Path images,
    @Doc(
            "The IDX file of labels to train with, plain or gzipped; none for images without"
                + " labels, which a teacher may label.")
        Optional<Path> labels,
    @Doc("The IDX file of images for the test; without it a part is split off.")
        Optional<Path> testImages,
    @Doc("The IDX file of labels for the test.") Optional<Path> testLabels,
    @Doc("The classes' names in the order of their numbers; by default the numbers.") @Default("[]")
        List<String> classes,
    @Doc("Whether a sample is an image (channels x height x width) or a vector.") @Default("image")
        ImageShape shape,
    @Doc("Subtracted from the grey values, which lie between 0 and 1.") @Default("0") double mean,
    @Doc("Divides the grey values, once the mean is subtracted.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double deviation,
    @Doc("An IDX file of images without labels, for a teacher to label.")
        Optional<Path> unlabelled) {

  public Idx {
    classes = List.copyOf(classes);
    if (classes.size() == 1) {
      throw new IllegalArgumentException("Give at least two classes, or none: not " + classes);
    }
    if (testImages.isPresent() != testLabels.isPresent()) {
      throw new IllegalArgumentException("Give both test-images and test-labels, or neither");
    }
    if (labels.isEmpty()
        && (classes.isEmpty() || testImages.isPresent() || unlabelled.isPresent())) {
      throw new IllegalArgumentException(
          "Without labels, the images must be labelled by a teacher: name the classes, and leave"
              + " test-images, test-labels and unlabelled out");
    }
  }

  /**
   * Reads the files.
   *
   * @param context resolves their paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException if a file is missing, damaged or does not fit the others
   */
  public Dataset load(Context context) {
    var format = new IdxImages(shape, mean, deviation);
    if (labels.isEmpty()) {
      return format.unlabelled(context.resolve(images), classes);
    }
    var train = new IdxImages.Pair(context.resolve(images), context.resolve(labels.get()));
    var test =
        testImages.map(
            file ->
                new IdxImages.Pair(
                    context.resolve(file), context.resolve(testLabels.orElseThrow())));
    InMemoryDataset dataset = format.load(train, test, classes);
    return dataset.with(
        unlabelled.map(file -> () -> format.stream(context.resolve(file), dataset.inputShape())));
  }
}
