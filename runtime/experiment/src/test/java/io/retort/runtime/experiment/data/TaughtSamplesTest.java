package io.retort.runtime.experiment.data;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaughtSamplesTest {
  private static final Head KIND = new Head("kind", new Task.SingleLabel(List.of("a", "b")));
  private static final Head MEANING = new Head("meaning", new Task.Embedding(2));

  private final InMemorySamples all =
      new InMemorySamples(
          Tensor.of(Shape.of(4, 1), 5, 6, 7, 8),
          Map.of("kind", new Target.Classes(new int[] {0, 1, 1, 0})));

  /** Samples 3 and 1. */
  private final Samples some = new Subset(all, new int[] {3, 1});

  @AfterEach
  void close() {
    all.close();
  }

  private Samples taught(float[]... rows) {
    return TaughtSamples.of(some, List.of(KIND, MEANING), head -> rows);
  }

  @Test
  void theTeachersVectorsAreInThePlaceOfLabels() {
    Samples taught = taught(new float[] {1, 2, 3}, new float[] {4, 5, 6});
    try (Target.GroundTruth labels = taught.labels("meaning", new int[] {1, 0, 1})) {
      Tensor values = ((Target.Values) labels).values();
      assertEquals(Shape.of(3, 3), values.shape());
      assertArrayEquals(new float[] {4, 5, 6, 1, 2, 3, 4, 5, 6}, values.toArray());
    }
    Target.Classes kinds = (Target.Classes) taught.labels("kind", new int[] {1, 0});
    assertArrayEquals(new int[] {1, 0}, kinds.labels());
  }

  @Test
  void samplesWhoseHeadsAllHaveLabelsStayAsTheyAre() {
    assertSame(some, TaughtSamples.of(some, List.of(KIND), head -> new float[0][]));
  }

  @Test
  void aVectorWithoutADirectionIsRefusedWithItsSample() {
    assertRefused(
        () -> taught(new float[] {0, 1}, new float[] {0, -0f}),
        "The teacher's vector of sample 1 for the head 'meaning' is all zero");
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertRefused(
          () -> taught(new float[] {value, 1}, new float[] {1, 1}),
          "The teacher's vector of sample 3 for the head 'meaning' has values that are not finite");
      assertRefused(() -> taught(new float[] {1, value}, new float[] {1, 1}), "not finite");
    }
  }

  @Test
  void aTeacherWithoutVectorsIsRefused() {
    List<Head> heads = List.of(KIND, MEANING);
    TaughtSamples.requireTeacher(heads, List.of(output("meaning", TargetKind.VALUES, 7)));
    assertRefused(
        () -> TaughtSamples.requireTeacher(heads, List.of(output("kind", TargetKind.LOGITS, 2))),
        "no vectors for the embedding 'meaning'",
        "its outputs are [kind]");
    assertRefused(
        () ->
            TaughtSamples.requireTeacher(heads, List.of(output("meaning", TargetKind.FEATURES, 7))),
        "no vectors for the embedding 'meaning'");
    assertRefused(
        () ->
            TaughtSamples.requireTeacher(
                heads, List.of(output("meaning", TargetKind.VALUES, 7, 2))),
        "no vectors for the embedding 'meaning'");
  }

  private static TeacherOutput output(String name, TargetKind kind, int... shape) {
    return new TeacherOutput(name, kind, Shape.of(shape));
  }
}
