package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistillationTest {
  private final Tensor student = rows(row(0.5, -1));
  private final Tensor teacher = rows(row(2, 1));

  @Test
  void everyKindOfOutputHasItsLoss() {
    Distillation loss = new Distillation().withTemperature(3);

    Evaluated.of(loss, student, new Target.Logits(teacher))
        .assertSameAs(Evaluated.of(new KullbackLeibler(3), student, new Target.Logits(teacher)));
    Evaluated.of(loss, student, new Target.MultiLabelLogits(teacher))
        .assertSameAs(
            Evaluated.of(
                new BinaryKullbackLeibler(3, true), student, new Target.MultiLabelLogits(teacher)));
    // (1.5² + 2²)/2, at any temperature.
    Evaluated.of(loss, student, new Target.Values(teacher)).assertValue(3.125);
  }

  @Test
  void whatItAcceptsIsWhatItsLossesAccept() {
    assertEquals(
        Set.of(
            TargetKind.LOGITS,
            TargetKind.PROBABILITIES,
            TargetKind.LOG_PROBABILITIES,
            TargetKind.MULTI_LABEL_LOGITS,
            TargetKind.MULTI_LABEL_PROBABILITIES,
            TargetKind.VALUES),
        new Distillation().accepts());
    assertEquals(
        Set.of(
            TargetKind.LABELLED_LOGITS,
            TargetKind.MULTI_LABEL_LOGITS,
            TargetKind.MULTI_LABEL_PROBABILITIES,
            TargetKind.LABELLED_VALUES),
        new Distillation(
                new Decoupled(1, 8, 4), new BinaryKullbackLeibler(4, true), new TeacherBounded(0))
            .accepts());
  }

  @Test
  void featuresAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluated.of(new Distillation(), student, new Target.Features(teacher)));
  }
}
