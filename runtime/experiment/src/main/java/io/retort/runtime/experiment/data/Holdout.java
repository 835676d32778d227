package io.retort.runtime.experiment.data;

import io.retort.core.data.IndexSet;

/**
 * Samples in two parts, of which one is held out: for the test, or for validation.
 *
 * @param held the indexes of those that are held out
 * @param rest those of all others
 */
record Holdout(IndexSet held, IndexSet rest) {

  static Holdout of(int size, IndexSet held) {
    return new Holdout(held, held.others(size));
  }
}
