package io.retort.datasets.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.RetortException;
import io.retort.core.augmentation.Augmentation;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What augmentations make of an image of 3x3 pixels, worked out by hand. */
class AugmentationsTest {
  private static final Shape IMAGE = Shape.of(1, 3, 3);
  private static final InputPreparation PLAIN =
      new InputPreparation.Pixels(255, Standardization.NONE);

  @Test
  void shiftMovesDownAndToTheLeft() {
    assertArrayEquals(
        new float[] {0, 0, 0, 2, 3, 0, 5, 6, 0}, changed(new Shift(1, 0), PLAIN, 1, -1));
    assertArrayEquals(
        new float[] {5, 6, 0, 8, 9, 0, 0, 0, 0}, changed(new Shift(1, 0), PLAIN, -1, -1));
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, changed(new Shift(2, 0), PLAIN, 0, 0));
    assertArrayEquals(
        new float[] {0, 0, 7, 0, 0, 0, 0, 0, 0}, changed(new Shift(2, 0), PLAIN, -2, 2));
  }

  @Test
  void whatComesInIsInTheScaleOfTheInputs() {
    InputPreparation standardized =
        new InputPreparation.Pixels(255, new Standardization(0.5, 0.25));
    assertArrayEquals(
        new float[] {2, 1, 2, 2, 4, 5, 2, 7, 8}, changed(new Shift(1, 1), standardized, 0, 1));
    assertArrayEquals(
        new float[] {-2, -2, 3, -2, -2, 6, 7, 8, 9}, changed(new Cutout(2, 0), standardized, 1, 1));
  }

  @Test
  void flipMirrors() {
    assertArrayEquals(
        new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7}, changed(new Flip(0.5, 0), PLAIN, 0.4, 0.0));
    assertArrayEquals(
        new float[] {7, 8, 9, 4, 5, 6, 1, 2, 3}, changed(new Flip(0.5, 0.5), PLAIN, 0.5, 0.4));
    assertArrayEquals(
        new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1}, changed(new Flip(1, 1), PLAIN, 0.9, 0.9));
  }

  @Test
  void cutoutCoversASquareThatMayLieOutside() {
    assertArrayEquals(
        new float[] {1, 0, 0, 4, 5, 6, 7, 8, 9}, changed(new Cutout(2, 0), PLAIN, 0, 2));
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 0.5f, 0.5f, 7, 0.5f, 0.5f},
        changed(new Cutout(3, 0.5), PLAIN, 2, 2));
  }

  /**
   * Half of the image from the upper right corner: with values 1 + 3y + x, rows are at y = 0, 1/4,
   * 3/4 and columns at x = 5/4, 7/4 and 2, where the image ends.
   */
  @Test
  void cropEnlargesAPart() {
    assertArrayEquals(
        new float[] {2.25f, 2.75f, 3, 3, 3.5f, 3.75f, 4.5f, 5, 5.25f},
        changed(new Crop(0.5), PLAIN, 0.0, 0.0, 1.0));
  }

  /** Factors 1.1 and 0.5: p becomes 1.1·p, and that 0.55 + (1.1·p − 0.55) / 2. */
  @Test
  void brightnessComesBeforeContrast() {
    float[] image = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
    float[] expected = new float[9];
    for (int i = 0; i < 9; i++) {
      expected[i] = 0.275f + 0.055f * (i + 1);
    }
    assertArrayEquals(
        expected, changed(image, IMAGE, new Colour(0.2, 0.5, 0), PLAIN, 0.75, 0.0, 0.0), 1e-6f);
  }

  @Test
  void colourStaysBetweenBlackAndWhite() {
    InputPreparation standardized =
        new InputPreparation.Pixels(255, new Standardization(0.5, 0.25));
    float[] image = {-2, -1, 0, 1, 2, 2, 2, 2, 2};
    // Twice as bright: 0, 0.5, 1 and then white.
    assertArrayEquals(
        new float[] {-2, 0, 2, 2, 2, 2, 2, 2, 2},
        changed(image, IMAGE, new Colour(1, 0, 0), standardized, 1.0, 0.5, 0.5),
        1e-6f);
  }

  /** Without saturation, all channels have the luma 0.299·0.2 + 0.587·0.4 + 0.114·0.6. */
  @Test
  void saturationIsTheDistanceFromGrey() {
    assertArrayEquals(
        new float[] {0.363f, 0.363f, 0.363f},
        changed(
            new float[] {0.2f, 0.4f, 0.6f},
            Shape.of(3, 1, 1),
            new Colour(0, 0, 1),
            PLAIN,
            0.5,
            0.5,
            0.0),
        1e-6f);
  }

  @Test
  void allChannelsMoveTogether() {
    assertArrayEquals(
        new float[] {2, 1, 4, 3, 6, 5, 8, 7},
        changed(
            new float[] {1, 2, 3, 4, 5, 6, 7, 8}, Shape.of(2, 2, 2), new Flip(1, 0), PLAIN, 0, 0));
  }

  @Test
  void whatIsNoImageIsRefused() {
    for (Augmentation each :
        List.of(
            new Shift(1, 0),
            new Crop(0.8),
            new Flip(0.5, 0),
            new Cutout(1, 0),
            new Colour(0.2, 0.2, 0))) {
      String name = each.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      assertEquals(
          "The augmentation '"
              + name
              + "' changes images, but the inputs of the data have the shape 4 and not channels x"
              + " height x width; leave it out",
          refusal(each, Shape.of(4), new InputPreparation.Values()));
    }
  }

  @Test
  void whatWouldLeaveNothingIsRefused() {
    assertEquals(
        "The augmentation 'shift' moves images of the shape 1x3x3 out of sight; give it fewer"
            + " 'pixels'",
        refusal(new Shift(3, 0), IMAGE, PLAIN));
    assertEquals(
        "The augmentation 'cutout' covers images of the shape 1x3x3 altogether; give it a"
            + " smaller 'size'",
        refusal(new Cutout(4, 0), IMAGE, PLAIN));
    assertEquals(
        "The augmentation 'crop' leaves less than a pixel of images of the shape 1x3x3; give it"
            + " a larger 'smallest'",
        refusal(new Crop(0.3), IMAGE, PLAIN));
  }

  @Test
  void coloursThatAreNotThereAreRefused() {
    assertEquals(
        "The augmentation 'colour' has a 'saturation', but the images have 1 channel and not 3;"
            + " leave that key out",
        refusal(new Colour(0, 0, 0.5), IMAGE, PLAIN));
    assertEquals(
        "The augmentation 'colour' needs to know what black and white are, but the inputs are not"
            + " made of pixels; leave it out",
        refusal(new Colour(0.2, 0, 0), IMAGE, new InputPreparation.Values()));
  }

  private static String refusal(
      Augmentation augmentation, Shape input, InputPreparation preparation) {
    return assertThrows(RetortException.class, () -> augmentation.on(input, preparation))
        .getMessage();
  }

  private static float[] changed(
      Augmentation augmentation, InputPreparation preparation, double... draws) {
    return changed(
        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, IMAGE, augmentation, preparation, draws);
  }

  private static float[] changed(
      float[] image,
      Shape shape,
      Augmentation augmentation,
      InputPreparation preparation,
      double... draws) {
    Draws random = new Draws(draws);
    augmentation.on(shape, preparation).apply(image, random);
    assertEquals(0, random.left.size(), "Other numbers are drawn than this test has worked out");
    return image;
  }

  /** Gives what a test wants to be drawn. */
  private static final class Draws implements RandomGenerator {
    private final Deque<Double> left = new ArrayDeque<>();

    Draws(double... draws) {
      for (double draw : draws) {
        left.add(draw);
      }
    }

    @Override
    public long nextLong() {
      throw new AssertionError("No whole range is drawn from");
    }

    @Override
    public double nextDouble() {
      return left.remove();
    }

    @Override
    public int nextInt(int bound) {
      return nextInt(0, bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
      int drawn = left.remove().intValue();
      assertEquals(drawn, Math.max(origin, Math.min(bound - 1, drawn)), "Beyond the range");
      return drawn;
    }
  }
}
