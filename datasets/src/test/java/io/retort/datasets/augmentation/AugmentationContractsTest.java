package io.retort.datasets.augmentation;

import io.retort.core.augmentation.AugmentationProvider;
import io.retort.datasets.augmentation.providers.ColourProvider;
import io.retort.datasets.augmentation.providers.CropProvider;
import io.retort.datasets.augmentation.providers.CutoutProvider;
import io.retort.datasets.augmentation.providers.FlipProvider;
import io.retort.datasets.augmentation.providers.ShiftProvider;
import io.retort.testkit.AugmentationContract;
import org.junit.jupiter.api.Nested;

/** All augmentations keep the contract. */
class AugmentationContractsTest {

  @Nested
  class OfShift extends AugmentationContract<Shift> {
    @Override
    protected AugmentationProvider<Shift> provider() {
      return new ShiftProvider();
    }

    @Override
    protected Shift configuration() {
      return new Shift(2, 0.5);
    }
  }

  @Nested
  class OfCrop extends AugmentationContract<Crop> {
    @Override
    protected AugmentationProvider<Crop> provider() {
      return new CropProvider();
    }

    @Override
    protected Crop configuration() {
      return new Crop(0.6);
    }
  }

  @Nested
  class OfFlip extends AugmentationContract<Flip> {
    @Override
    protected AugmentationProvider<Flip> provider() {
      return new FlipProvider();
    }

    @Override
    protected Flip configuration() {
      return new Flip(0.5, 0.5);
    }
  }

  @Nested
  class OfCutout extends AugmentationContract<Cutout> {
    @Override
    protected AugmentationProvider<Cutout> provider() {
      return new CutoutProvider();
    }

    @Override
    protected Cutout configuration() {
      return new Cutout(4, 0);
    }
  }

  @Nested
  class OfColour extends AugmentationContract<Colour> {
    @Override
    protected AugmentationProvider<Colour> provider() {
      return new ColourProvider();
    }

    @Override
    protected Colour configuration() {
      return new Colour(0.3, 0.3, 0.3);
    }
  }
}
