package io.retort.datasets.images;

import io.retort.core.data.Dataset;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images in PNG and JPEG files, each with one class. A sample has the shape {@code [channels,
 * height, width]} and as its id the file's path in the folder, or as it is in the list.
 *
 * @param folder a folder with a folder of images for each class
 * @param list a CSV file with the path of an image and its class in each line, instead of a folder
 * @param group a column of the list: images of one group are in one part
 * @param time a column of the list: the latest images are for the test
 * @param weight a column of the list: how much images count
 * @param testFolder a folder with images for the final test
 * @param testList a list of images for the final test
 * @param size the height and the width of samples, such as {@code 28x28}
 * @param channels 1 for grey images or 3 for coloured ones
 * @param fit what is done to images of another size
 * @param badImages what is done about files that are no images
 * @param mean is subtracted from the values between 0 and 1
 * @param deviation divides them then
 * @param cache a folder in which decoded images are kept
 */
public record Images(
    @Doc(
            "The folder to train with: it has a folder for each class, which is called like the"
                + " class and has its images, PNG or JPEG.")
        Optional<Path> folder,
    @Doc(
            "Instead of folder, a CSV file that has in each line the path of an image, relative to"
                + " the file's folder, and its class; with further columns if its first line names"
                + " all, path and label among them.")
        Optional<Path> list,
    @Doc(
            "The column of the list with the group of each image, such as the patient: images of"
                + " one group are all for training, for validation or for the test.")
        Optional<String> group,
    @Doc(
            "The column of the list with the time of each image, a number or an ISO date: the"
                + " latest images are for the test, and those before them for validation.")
        Optional<String> time,
    @Doc("The column of the list with the weight of each image in all losses, from 0 on.")
        Optional<String> weight,
    @Doc("A folder like folder for the test; without it a part is split off.")
        Optional<Path> testFolder,
    @Doc("A file like list for the test; without it a part is split off.") Optional<Path> testList,
    @Doc(
            "The height and the width of the inputs, such as 28x28; by default those of the first"
                + " image, which all others must have too.")
        Optional<String> size,
    @Doc("1 for grey or 3 for red, green and blue; images of the other kind are converted.")
        @Default("3")
        @Range(min = 1, max = 3)
        int channels,
    @Doc(
            "What is done to images that have not the size: crop resizes the largest middle part"
                + " with the proportions of the size, stretch the whole image, and exact refuses"
                + " them.")
        @Default("crop")
        ImageFit fit,
    @Doc(
            "What is done about files that cannot be used as images: refuse names the first, skip"
                + " leaves them out with a warning.")
        @Default("refuse")
        BadImages badImages,
    @Doc("Subtracted from the values of pixels, which lie between 0 and 1.") @Default("0")
        double mean,
    @Doc("Divides the values of pixels, once the mean is subtracted.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double deviation,
    @Doc(
            "A folder in which decoded images are kept, so that they are decoded once and need not"
                + " fit in memory. It may be deleted at any time but during a run.")
        Optional<Path> cache) {

  public Images {
    if (folder.isPresent() == list.isPresent()) {
      throw new IllegalArgumentException("Give either a folder of images or a list of them");
    }
    if (testFolder.isPresent() && testList.isPresent()) {
      throw new IllegalArgumentException("Give either test-folder or test-list, or neither");
    }
    if (channels == 2) {
      throw new IllegalArgumentException("Images have 1 channel (grey) or 3 (colours), not 2");
    }
    if (new ListColumns(group, time, weight).any()
        && (folder.isPresent() || testFolder.isPresent())) {
      throw new IllegalArgumentException(
          "Folders have no columns of groups, times and weights; list the images in files, or leave"
              + " group, time and weight out");
    }
    size.ifPresent(ImageSize::parse);
  }

  private ListColumns columns() {
    return new ListColumns(group, time, weight);
  }

  /**
   * Reads the images.
   *
   * @param context resolves paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException if there are no images to tell apart, if one cannot be
   *     used and such are refused, or if they do not fit in memory
   */
  public Dataset load(Context context) {
    ImageListing train =
        folder
            .map(path -> ImageFolder.list("folder", context.resolve(path)))
            .orElseGet(
                () -> ImageList.read("list", context.resolve(list.orElseThrow()), columns()));
    train.requireClasses();
    Optional<ImageListing> test =
        testFolder
            .map(path -> ImageFolder.list("test-folder", context.resolve(path)))
            .or(
                () ->
                    testList.map(
                        path -> ImageList.read("test-list", context.resolve(path), columns())));
    test.ifPresent(listing -> listing.requireAmong(train));
    ImageLoader loader =
        new ImageLoader(badImages, cache.map(context::resolve), context.listener());
    ImageDecoder decoder = loader.decoder(train, size.map(ImageSize::parse), channels, fit);
    return new ImageDataset(
        loader.load(train, decoder),
        test.map(listing -> loader.load(listing, decoder)),
        new InputPreparation.Pixels(
            ImageInput.WHITE, new Standardization(mean, deviation), decoder.fit()));
  }
}
