package io.retort.datasets.images;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder in which decoded images are kept. A file there is known by a hash of the paths, sizes
 * and times of all image files, and of the settings that pixels depend on.
 */
final class ImageCache {
  /** How many digits of the hash are in a file's name. */
  private static final int DIGITS = 24;

  private final Path folder;
  private final TrainingListener listener;

  ImageCache(Path folder, TrainingListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** The images that are kept; if there are none, they are decoded before. */
  LoadedImages read(DecodingRun run) {
    ImageListing listing = run.listing();
    Path kept = folder.resolve(listing.source().getFileName() + "-" + key(run));
    try {
      if (!Files.exists(kept)) {
        write(run, kept);
      }
      PixelFile.Content content = PixelFile.read(kept, run.decoder().shape().elements());
      return new LoadedImages(listing, run.decoder().shape(), content.pixels(), content.used());
    } catch (PixelFile.DamagedException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + kept
              + ", which keeps the images of "
              + listing.source()
              + ", has been altered or cut off; delete it, and it is made again",
          damaged);
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "Images cannot be kept in "
              + kept
              + ": "
              + Reason.of(failure)
              + "; make room there, name another folder under cache, or leave the key out",
          failure);
    }
  }

  private static String key(DecodingRun run) {
    Fingerprint key =
        new Fingerprint()
            .add(Long.toString(PixelFile.MAGIC))
            // Another version of Java may decode JPEG to other pixels.
            .add(Runtime.version().toString())
            .add(run.decoder().shape().toString())
            .add(run.decoder().fit().name())
            .add(run.badImages().name())
            .add(run.listing().source().toAbsolutePath().toString());
    for (ImageListing.Entry each : run.listing().files()) {
      key.add(each.id()).add(state(each.file()));
    }
    return key.text().substring(0, DIGITS);
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
      return state.size() + " " + state.lastModifiedTime();
    } catch (IOException unreadable) {
      // What is wrong with it is said where it is decoded.
      return "";
    }
  }

  private void write(DecodingRun run, Path kept) throws IOException {
    listener.message("Keeping the images of " + run.listing().source() + " in " + kept);
    Files.createDirectories(folder);
    try (PixelFileWriter writer = new PixelFileWriter(kept)) {
      writer.finish(run.decoder().shape().elements(), run.decode(writer, listener));
    }
  }
}
