package io.retort.datasets.augmentation.providers;

import com.google.auto.service.AutoService;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.Cutout;

/** Makes {@link Cutout}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(AugmentationProvider.class)
public final class CutoutProvider extends RecordAugmentationProvider<Cutout> {

  /** For {@link java.util.ServiceLoader}. */
  public CutoutProvider() {
    super("cutout", Cutout.class);
  }
}
