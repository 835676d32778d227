package io.retort.datasets.augmentation.providers;

import com.google.auto.service.AutoService;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.Colour;

/** Makes {@link Colour}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(AugmentationProvider.class)
public final class ColourProvider extends RecordAugmentationProvider<Colour> {

  /** For {@link java.util.ServiceLoader}. */
  public ColourProvider() {
    super("colour", Colour.class);
  }
}
