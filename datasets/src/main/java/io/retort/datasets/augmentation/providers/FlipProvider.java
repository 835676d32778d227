package io.retort.datasets.augmentation.providers;

import com.google.auto.service.AutoService;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.Flip;

/** Makes {@link Flip}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(AugmentationProvider.class)
public final class FlipProvider extends RecordAugmentationProvider<Flip> {

  /** For {@link java.util.ServiceLoader}. */
  public FlipProvider() {
    super("flip", Flip.class);
  }
}
