package io.retort.datasets.images;

import io.retort.core.Warning;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The images of a listing that can be used, decoded.
 *
 * @param listing where they are listed
 * @param shape of each of them
 * @param pixels of each of them
 * @param used which of the files they are
 */
record LoadedImages(ImageListing listing, Shape shape, PixelStore pixels, UsedImages used) {

  int size() {
    return used.places().length;
  }

  /** The file of a sample. */
  ImageListing.Entry file(int sample) {
    return listing.files().get(used.places()[sample]);
  }

  /** What a user should know of files that were left out. */
  List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>(listing.warnings());
    used.firstRefusal()
        .ifPresent(
            first ->
                warnings.add(
                    new Warning(
                        "bad-images",
                        "data." + listing.key(),
                        String.format(
                            Locale.ROOT,
                            "%,d of the %,d images of %s cannot be used and are left out: %s",
                            used.skipped(),
                            listing.files().size(),
                            listing.source(),
                            first))));
    return warnings;
  }
}
