package io.retort.datasets.images;

import java.util.Optional;

/**
 * Which of the files that are listed became samples.
 *
 * @param places the places of these files in the listing, in the order of the samples
 * @param skipped how many did not
 * @param firstRefusal what is wrong with the first of those
 */
record UsedImages(int[] places, int skipped, Optional<String> firstRefusal) {}
