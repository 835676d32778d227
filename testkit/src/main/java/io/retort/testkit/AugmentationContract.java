package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.augmentation.InputChange;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What any augmentation must do: change inputs by nothing but what it draws from the generator that
 * it is given, so that teacher and student, and a run that is resumed, see the same view.
 *
 * @param <C> the augmentation's configuration
 */
public abstract class AugmentationContract<C extends Record>
    extends ProviderContract<AugmentationProvider<C>, C> {
  private static final int VIEWS = 40;
  private static final int THREADS = 4;

  /** For subclasses. */
  protected AugmentationContract() {}

  /**
   * The shape of inputs that the augmentation is for.
   *
   * @return images in colour unless overridden
   */
  protected Shape input() {
    return Shape.of(3, 12, 10);
  }

  /**
   * How these inputs were made.
   *
   * @return of pixels that were standardized, unless overridden
   */
  protected InputPreparation preparation() {
    return new InputPreparation.Pixels(255, new Standardization(0.4, 0.25));
  }

  private InputChange change() {
    return provider()
        .create(configuration(), new TestContext(Path.of(""), 1))
        .on(input(), preparation());
  }

  @Test
  void sameGeneratorGivesTheSameInput() {
    InputChange change = change();
    List<float[]> first = views(change);
    for (int view = VIEWS - 1; view >= 0; view--) {
      assertArrayEquals(
          first.get(view),
          view(change, view),
          "An input is changed in another way when others were changed before");
    }
    List<float[]> again = views(change());
    for (int view = 0; view < VIEWS; view++) {
      assertArrayEquals(
          first.get(view), again.get(view), "Two augmentations of one configuration differ");
    }
  }

  @Test
  void viewsDiffer() {
    assertTrue(
        views(change()).stream().map(Arrays::toString).distinct().count() > 1,
        "All views of an input are the same");
  }

  @Test
  void valuesStayFinite() {
    InputChange change = change();
    for (float value : new float[] {-1.6f, 0, 2.4f}) {
      for (int view = 0; view < VIEWS; view++) {
        float[] input = new float[input().elements()];
        Arrays.fill(input, value);
        change.apply(input, new SplittableRandom(view));
        assertFinite(input);
      }
    }
    views(change).forEach(AugmentationContract::assertFinite);
  }

  @Test
  void threadsDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
    InputChange change = change();
    List<float[]> alone = views(change);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<float[]>>> all = new ArrayList<>();
      for (int i = 0; i < 4 * THREADS; i++) {
        all.add(threads.submit(() -> views(change)));
      }
      for (Future<List<float[]>> each : all) {
        for (int view = 0; view < VIEWS; view++) {
          assertArrayEquals(
              alone.get(view),
              each.get().get(view),
              "An input is changed in another way where several threads ask");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void otherInputsAreChangedOrRefused() {
    for (Shape shape :
        List.of(Shape.of(1), Shape.of(7), Shape.of(5, 3), Shape.of(1, 1, 1), Shape.of(2, 3, 4))) {
      float[] input = new float[shape.elements()];
      try {
        provider()
            .create(configuration(), new TestContext(Path.of(""), 1))
            .on(shape, new InputPreparation.Values())
            .apply(input, new SplittableRandom(1));
      } catch (RuntimeException failure) {
        assertTrue(
            failure instanceof RetortException,
            () -> "Inputs of the shape " + shape + " fail with " + failure);
      }
    }
  }

  private List<float[]> views(InputChange change) {
    List<float[]> views = new ArrayList<>();
    for (int view = 0; view < VIEWS; view++) {
      views.add(view(change, view));
    }
    return views;
  }

  /** A view of an input whose values are those of pixels. */
  private float[] view(InputChange change, int view) {
    SplittableRandom random = new SplittableRandom(17);
    float[] input = new float[input().elements()];
    for (int i = 0; i < input.length; i++) {
      input[i] = (random.nextInt(256) / 255f - 0.4f) / 0.25f;
    }
    change.apply(input, new SplittableRandom(view));
    return input;
  }

  private static void assertFinite(float[] input) {
    for (float value : input) {
      assertTrue(Float.isFinite(value), () -> "An input has the value " + value);
    }
  }
}
