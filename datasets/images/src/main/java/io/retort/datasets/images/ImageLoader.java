package io.retort.datasets.images;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.HeapAdvice;
import io.retort.core.RetortException;
import io.retort.core.image.ImageFit;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes samples of the files of a listing.
 *
 * @param badImages what is done about files that cannot be used
 * @param cache where decoded images are kept
 * @param listener told of what takes long
 */
record ImageLoader(BadImages badImages, Optional<Path> cache, TrainingListener listener) {

  /** A decoder for images of a given size, or of that of the first image that can be read. */
  ImageDecoder decoder(
      ImageListing listing, Optional<ImageSize> given, int channels, ImageFit fit) {
    if (given.isPresent()) {
      return new ImageDecoder(shape(channels, given.get()), fit, "size");
    }
    Optional<String> first = Optional.empty();
    for (ImageListing.Entry each : listing.files()) {
      try {
        Shape shape = shape(channels, ImageDecoder.size(each.file()));
        return new ImageDecoder(shape, ImageFit.EXACT, "the first image, " + each.id() + ",");
      } catch (RetortException refusal) {
        if (badImages == BadImages.REFUSE) {
          throw DecodingRun.refused(refusal);
        }
        first = first.or(() -> Optional.of(refusal.getMessage()));
      }
    }
    throw unusable("the images of " + listing.source(), first.orElseThrow());
  }

  private static Shape shape(int channels, ImageSize size) {
    return Shape.of(channels, size.height(), size.width());
  }

  /** Decodes images, or finds them decoded. */
  LoadedImages load(ImageListing listing, ImageDecoder decoder) {
    DecodingRun run = new DecodingRun(listing, decoder, badImages);
    LoadedImages images =
        cache.map(folder -> new ImageCache(folder, listener).read(run)).orElseGet(() -> keep(run));
    requireSomeOfEach(images);
    return images;
  }

  private LoadedImages keep(DecodingRun run) {
    requireMemory(run);
    List<byte[]> samples = new ArrayList<>();
    try {
      UsedImages used = run.decode(samples::add, listener);
      return new LoadedImages(
          run.listing(),
          run.decoder().shape(),
          (sample, pixels) -> System.arraycopy(samples.get(sample), 0, pixels, 0, pixels.length),
          used);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void requireMemory(DecodingRun run) {
    long images = run.listing().files().size();
    long bytes = images * run.decoder().shape().elements();
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          String.format(
              Locale.ROOT,
              "The images of %s need %,d MB (%,d of shape %s), but %,d MB fit; name a folder under"
                  + " cache, set a smaller size, or %s",
              run.listing().source(),
              bytes >> 20,
              images,
              run.decoder().shape(),
              Runtime.getRuntime().maxMemory() >> 20,
              HeapAdvice.of(bytes)));
    }
  }

  private static void requireSomeOfEach(LoadedImages images) {
    Set<String> without = new TreeSet<>(images.listing().classes());
    for (int sample = 0; sample < images.size(); sample++) {
      without.remove(images.file(sample).label());
    }
    if (!without.isEmpty()) {
      throw unusable(
          "the images of the class "
              + Echo.quoted(without.iterator().next())
              + " in "
              + images.listing().source(),
          images.used().firstRefusal().orElseThrow());
    }
  }

  private static RetortException unusable(String images, String firstRefusal) {
    return new RetortException(
        ErrorKind.DATA, "None of " + images + " can be used: " + firstRefusal);
  }
}
