package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.network.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simplest form of a window's way along an axis: of every small one there is. */
class WindowAxisTest {
  private static final List<Padding> PADDINGS =
      List.of(
          Padding.SAME,
          Padding.VALID,
          new Padding(false, 1),
          new Padding(false, 2),
          new Padding(false, 3));

  /** A way as a layer says it. */
  private record Layer(int image, int kernel, int stride, int dilation, int before, int output) {

    WindowAxis axis() {
      return WindowAxis.of(image, kernel, stride, dilation, before, output);
    }
  }

  private static List<Layer> all() {
    List<Layer> all = new ArrayList<>();
    for (int image = 1; image <= 7; image++) {
      for (int kernel = 1; kernel <= 5; kernel++) {
        for (int stride = 1; stride <= 5; stride++) {
          for (int dilation = 1; dilation <= 4; dilation++) {
            for (Padding padding : PADDINGS) {
              int window = (kernel - 1) * dilation + 1;
              int output = padding.output(image, window, stride);
              if (output >= 1) {
                int before = padding.before(image, window, stride);
                all.add(new Layer(image, kernel, stride, dilation, before, output));
              }
            }
          }
        }
      }
    }
    return all;
  }

  /** A convolution along one axis and its derivatives, as the definition has it. */
  private record Pass(int[] output, int[] imageGradient, int[] kernelGradient) {

    static Pass of(int[] image, int[] kernel, int[] given, int stride, int dilation, int before) {
      Pass pass = new Pass(new int[given.length], new int[image.length], new int[kernel.length]);
      for (int window = 0; window < given.length; window++) {
        for (int tap = 0; tap < kernel.length; tap++) {
          int row = window * stride - before + tap * dilation;
          if (row >= 0 && row < image.length) {
            pass.output[window] += kernel[tap] * image[row];
            pass.imageGradient[row] += kernel[tap] * given[window];
            pass.kernelGradient[tap] += image[row] * given[window];
          }
        }
      }
      return pass;
    }
  }

  @Test
  void theSimplestFormComputesTheSameForwardAndBackward() {
    List<Layer> all = all();
    Random random = new Random(1);
    for (Layer layer : all) {
      WindowAxis axis = layer.axis();
      int[] image = draw(random, layer.image);
      int[] kernel = draw(random, layer.kernel);
      int[] given = draw(random, layer.output);
      Pass expected = Pass.of(image, kernel, given, layer.stride, layer.dilation, layer.before);

      int[] kept = new int[axis.input()];
      for (int i = 0; axis.reached() && i < kept.length; i++) {
        kept[i] = image[axis.inImage(i)];
      }
      int[] taps = new int[axis.taps()];
      System.arraycopy(kernel, axis.firstTap(), taps, 0, taps.length);
      Pass found = Pass.of(kept, taps, given, axis.stride(), axis.dilation(), axis.before());
      int[] imageGradient = new int[layer.image];
      for (int i = 0; axis.reached() && i < kept.length; i++) {
        imageGradient[axis.inImage(i)] = found.imageGradient[i];
      }
      int[] kernelGradient = new int[layer.kernel];
      System.arraycopy(found.kernelGradient, 0, kernelGradient, axis.firstTap(), taps.length);
      String what = layer + " as " + axis;
      assertArrayEquals(expected.output, found.output, what);
      assertArrayEquals(expected.imageGradient, imageGradient, what);
      assertArrayEquals(expected.kernelGradient, kernelGradient, what);
    }
    assertTrue(all.size() > 2500, () -> "ways: " + all.size());
  }

  private static int[] draw(Random random, int count) {
    return random.ints(count, 1, 100).toArray();
  }

  @Test
  void theSimplestFormHasNoCorners() {
    for (Layer layer : all()) {
      WindowAxis axis = layer.axis();
      String what = layer + " as " + axis;
      assertEquals(layer.output, axis.output(), what);
      // One row of a kernel has no dilation, and moves over rows that lie side by side.
      assertTrue(axis.taps() > 1 || (axis.dilation() == 1 && axis.stride() == 1), what);
      // No row lies between windows, and those of windows that share none lie side by side.
      assertTrue(
          axis.output() == 1
              || axis.taps() >= axis.stride()
              || (axis.taps() - 1) * axis.dilation() + 1 > axis.stride(),
          what);
      // One window has no stride and no padding, and is as large as what it sees.
      assertTrue(
          axis.output() > 1
              || (axis.stride() == 1
                  && axis.dilation() == 1
                  && axis.before() == 0
                  && axis.taps() == axis.input()),
          what);
      // As oneDNN derives the number of windows.
      int window = (axis.taps() - 1) * axis.dilation() + 1;
      int padded = axis.input() + axis.before() + axis.after();
      assertEquals(axis.output(), (padded - window) / axis.stride() + 1, what);
      assertTrue(axis.before() >= 0 && axis.after() > -axis.stride(), what);
      assertTrue(axis.inImage(axis.input() - 1) < layer.image || !axis.reached(), what);
      // The first and the last row of the kernel meet the image.
      assertTrue(!axis.reached() || (meets(axis, 0) && meets(axis, axis.taps() - 1)), what);
      // The simplest form of the simplest form is itself.
      WindowAxis again =
          WindowAxis.of(
              axis.input(),
              axis.taps(),
              axis.stride(),
              axis.dilation(),
              axis.before(),
              axis.output());
      assertFalse(again.crops(axis.input()), what);
      assertEquals(axis.taps(), again.taps(), what);
    }
  }

  private static boolean meets(WindowAxis axis, int tap) {
    for (int window = 0; window < axis.output(); window++) {
      int row = window * axis.stride() - axis.before() + tap * axis.dilation();
      if (row >= 0 && row < axis.input()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void ordinaryConvolutionsStayAsTheyAre() {
    assertEquals(
        new WindowAxis(0, 1, 0, 28, 0, 3, 1, 1, 1, 28, true), WindowAxis.of(28, 3, 1, 1, 1, 28));
    assertEquals(
        new WindowAxis(0, 1, 0, 28, 0, 3, 2, 1, 0, 14, true), WindowAxis.of(28, 3, 2, 1, 0, 14));
    // No window reaches the last row.
    assertEquals(
        new WindowAxis(0, 1, 0, 28, 0, 3, 2, 1, 0, 13, true), WindowAxis.of(28, 3, 2, 1, 0, 13));
  }

  @Test
  void aStrideOverSingleRowsLeavesTheOthersOut() {
    assertEquals(
        new WindowAxis(0, 2, 0, 14, 0, 1, 1, 1, 0, 14, true), WindowAxis.of(28, 1, 2, 1, 0, 14));
  }

  @Test
  void aStrideAboveTheKernelLeavesOutWhatLiesBetween() {
    // Rows 0, 1, 4, 5, 8, 9.
    WindowAxis axis = WindowAxis.of(12, 2, 4, 1, 0, 3);
    assertEquals(new WindowAxis(0, 1, 4, 6, 0, 2, 2, 1, 0, 3, true), axis);
    assertArrayEquals(new int[] {0, 1, 4, 5, 8, 9}, inImage(axis));
    // The first window begins in the padding, and the last one ends there.
    WindowAxis padded = WindowAxis.of(8, 2, 5, 1, 1, 2);
    assertEquals(new WindowAxis(0, 1, 5, 3, 0, 2, 2, 1, 1, 2, true), padded);
    assertArrayEquals(new int[] {0, 4, 5}, inImage(padded));
  }

  @Test
  void windowsWithGapsThatShareNoRowAreWithoutGaps() {
    WindowAxis axis = WindowAxis.of(11, 3, 5, 2, 0, 2);
    assertEquals(new WindowAxis(0, 2, 5, 6, 0, 3, 3, 1, 0, 2, true), axis);
    assertArrayEquals(new int[] {0, 2, 4, 5, 7, 9}, inImage(axis));
  }

  private static int[] inImage(WindowAxis axis) {
    return IntStream.range(0, axis.input()).map(axis::inImage).toArray();
  }

  @Test
  void aPaddedKernelOverOneRowIsTheRowOfTheKernelThatMeetsIt() {
    assertEquals(
        new WindowAxis(0, 1, 0, 1, 1, 1, 1, 1, 0, 1, true), WindowAxis.of(1, 3, 2, 1, 1, 1));
  }

  @Test
  void whatOnlyMeetsPaddingMeetsZeros() {
    // A kernel one wide with stride and dilation 2 and padding 1 over one column.
    WindowAxis axis = WindowAxis.of(1, 1, 2, 2, 1, 2);
    assertFalse(axis.reached());
    assertEquals(new WindowAxis(0, 1, 0, 2, 0, 1, 1, 1, 0, 2, false), axis);
  }
}
