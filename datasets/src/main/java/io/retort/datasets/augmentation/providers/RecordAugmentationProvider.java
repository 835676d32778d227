package io.retort.datasets.augmentation.providers;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;

/** The provider of an augmentation that is its own configuration. */
abstract class RecordAugmentationProvider<C extends Record & Augmentation>
    extends RecordProvider<Augmentation, C, Context> implements AugmentationProvider<C> {

  RecordAugmentationProvider(String name, Class<C> configuration) {
    super(name, configuration, augmentation -> augmentation);
  }
}
