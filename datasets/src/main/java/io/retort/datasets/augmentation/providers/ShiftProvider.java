package io.retort.datasets.augmentation.providers;

import com.google.auto.service.AutoService;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.Shift;

/** Makes {@link Shift}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(AugmentationProvider.class)
public final class ShiftProvider extends RecordAugmentationProvider<Shift> {

  /** For {@link java.util.ServiceLoader}. */
  public ShiftProvider() {
    super("shift", Shift.class);
  }
}
