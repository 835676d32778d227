package io.retort.datasets.augmentation.providers;

import com.google.auto.service.AutoService;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.Crop;

/** Makes {@link Crop}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(AugmentationProvider.class)
public final class CropProvider extends RecordAugmentationProvider<Crop> {

  /** For {@link java.util.ServiceLoader}. */
  public CropProvider() {
    super("crop", Crop.class);
  }
}
