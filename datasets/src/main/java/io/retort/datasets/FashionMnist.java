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
 * 60,000 images of clothes to train with and 10,000 to test with, 28×28 grey values between 0 and
 * 1, in ten classes. The files are looked for in the given folder; if none is given, in the folder
 * of Debian's package {@code dataset-fashion-mnist}, then in the cache folder {@code fashion-mnist}
 * in {@link io.retort.core.plugin.CacheFolder}, into which they are downloaded once (30 MB) and
 * checked.
 *
 * <p>Xiao, Rasul and Vollgraf, <i>Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
 * Learning Algorithms</i>, 2017. Copyright Zalando SE, MIT licence.
 *
 * @param folder the folder of the four files
 * @param download whether they may be downloaded
 * @param source the address of the folder that they are downloaded from
 * @param shape whether a sample is {@code [1, 28, 28]} or {@code [784]}
 * @param mean is subtracted from the values between 0 and 1
 * @param deviation divides them then
 */
public record FashionMnist(
    @Doc("The folder of the four IDX files; by default they are looked for and downloaded.")
        Optional<Path> folder,
    @Doc("Whether the files may be downloaded if they are not found.") @Default("true")
        boolean download,
    @Doc("The https address of the folder to download the files from.") @Default(FashionMnist.HOME)
        String source,
    @Doc("Whether a sample is an image (1x28x28) or a vector (784).") @Default("image")
        ImageShape shape,
    @Doc("Subtracted from the grey values, which lie between 0 and 1.") @Default("0") double mean,
    @Doc("Divides the grey values, once the mean is subtracted.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double deviation) {

  /** The project's own copy of its files. */
  public static final String HOME =
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  public FashionMnist {
    if (!source.startsWith("https://")) {
      throw new IllegalArgumentException(
          "The source '"
              + source
              + "' is not an https address; for a local copy use the key folder");
    }
  }

  /**
   * Reads the files, and downloads them before if need be.
   *
   * @param context resolves the folder and is told of the download
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException if the files are not to be had, or damaged
   */
  public Dataset load(Context context) {
    FashionMnistFiles files = FashionMnistFiles.ofThisMachine();
    Path place =
        folder.isPresent()
            ? files.in(context.resolve(folder.get()))
            : files.find(download ? Optional.of(source) : Optional.empty(), context.listener());
    var train =
        new IdxImages.Pair(
            FashionMnistFiles.file(place, "train-images-idx3-ubyte.gz"),
            FashionMnistFiles.file(place, "train-labels-idx1-ubyte.gz"));
    var test =
        new IdxImages.Pair(
            FashionMnistFiles.file(place, "t10k-images-idx3-ubyte.gz"),
            FashionMnistFiles.file(place, "t10k-labels-idx1-ubyte.gz"));
    return new IdxImages(shape, mean, deviation).load(train, Optional.of(test), CLASSES);
  }
}
