package io.retort.datasets.images;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The work of decoding the files of a listing.
 *
 * @param listing the files
 * @param decoder decodes one of them
 * @param badImages what is done about those that cannot be used
 */
record DecodingRun(ImageListing listing, ImageDecoder decoder, BadImages badImages) {
  /** How much is decoded in parallel before it is given on in order. */
  private static final int BYTES = 1 << 25;

  private static final int MOST = 4096;

  /**
   * Decodes all files, in parallel.
   *
   * @param sink is given their pixels in the order of the listing
   * @param listener is told how far it has come
   * @throws RetortException at the first file in this order that cannot be used, if such are
   *     refused
   * @throws IOException if the sink cannot keep them
   */
  UsedImages decode(PixelSink sink, TrainingListener listener) throws IOException {
    try (Phase phase =
        Phase.begin(listener, "Reading " + listing.source(), listing.files().size())) {
      return decode(sink, phase);
    }
  }

  private UsedImages decode(PixelSink sink, Phase phase) throws IOException {
    List<ImageListing.Entry> files = listing.files();
    int together = Math.max(1, Math.min(MOST, BYTES / decoder.shape().elements()));
    int[] places = new int[files.size()];
    int used = 0;
    Optional<String> firstRefusal = Optional.empty();
    for (int start = 0; start < files.size(); start += together) {
      int end = Math.min(files.size(), start + together);
      List<Outcome> outcomes =
          IntStream.range(start, end)
              .parallel()
              .mapToObj(place -> outcome(files.get(place).file()))
              .toList();
      for (int place = start; place < end; place++) {
        Outcome outcome = outcomes.get(place - start);
        if (outcome.refusal() == null) {
          sink.add(outcome.pixels());
          places[used] = place;
          used++;
        } else if (badImages == BadImages.REFUSE) {
          throw refused(outcome.refusal());
        } else if (firstRefusal.isEmpty()) {
          firstRefusal = Optional.of(outcome.refusal().getMessage());
        }
      }
      phase.advance(end - start);
    }
    return new UsedImages(Arrays.copyOf(places, used), files.size() - used, firstRefusal);
  }

  /** What became of a file: pixels, or a refusal. */
  private record Outcome(byte[] pixels, RetortException refusal) {}

  private Outcome outcome(Path file) {
    try {
      return new Outcome(decoder.decode(file), null);
    } catch (RetortException refusal) {
      return new Outcome(null, refusal);
    }
  }

  /** Says also how to go on without the file. */
  static RetortException refused(RetortException refusal) {
    return new RetortException(
        ErrorKind.DATA,
        refusal.getMessage() + "; to leave such files out, set bad-images to skip",
        refusal);
  }
}
