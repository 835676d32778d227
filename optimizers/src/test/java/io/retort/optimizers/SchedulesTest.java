package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.optimizer.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static void assertFactors(Schedule schedule, double... expected) {
    double[] factors =
        LongStream.range(0, expected.length)
            .mapToDouble(step -> schedule.factor(step, expected.length))
            .toArray();
    assertArrayEquals(expected, factors, 1e-12);
  }

  @Test
  void constantIsOne() {
    assertFactors(Schedule.CONSTANT, 1, 1, 1);
  }

  @Test
  void stepsComeEverySoOften() {
    assertFactors(StepSchedule.every(2, 0.5), 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125);
  }

  @Test
  void stepsComeAtFractions() {
    // 0.3·10 = 3 and 0.75·10 = 7.5, nearest 8
    assertFactors(StepSchedule.at(0.1, 0.3, 0.75), 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01);
  }

  @Test
  void stepsNeedExactlyOnePlace() {
    assertThrows(
        IllegalArgumentException.class, () -> new StepSchedule(Optional.empty(), List.of(), 0.1));
    assertThrows(
        IllegalArgumentException.class, () -> new StepSchedule(Optional.of(3), List.of(0.5), 0.1));
  }

  @Test
  void cosineFallsAlongHalfAWave() {
    // cos of 0, 60 and 120 degrees is 1, 0.5 and −0.5
    assertFactors(new CosineSchedule(0), 1, 0.75, 0.25);
  }

  @Test
  void cosineEndsAtItsFinalFactor() {
    // 0.2 + 0.8·(1, 0.75, 0.25)
    assertFactors(new CosineSchedule(0.2), 1, 0.8, 0.4);
    assertEquals(0.2, new CosineSchedule(0.2).factor(1_000_000 - 1, 1_000_000), 1e-9);
  }

  @Test
  void linearFallsAndRises() {
    assertFactors(new LinearSchedule(0), 1, 0.75, 0.5, 0.25);
    assertFactors(new LinearSchedule(3), 1, 1.5, 2, 2.5);
  }

  @Test
  void warmUpClimbsFromAboveZeroToOne() {
    assertFactors(new WarmUpSchedule(4, Schedule.CONSTANT), 0.25, 0.5, 0.75, 1, 1, 1);
  }

  @Test
  void whatFollowsTheWarmUpHasTheStepsThatAreLeft() {
    // two steps of ramp, then the cosine over three
    assertFactors(new WarmUpSchedule(2, new CosineSchedule(0)), 0.5, 1, 1, 0.75, 0.25);
  }

  @Test
  void warmUpMultipliesTheFirstFactorOfWhatFollows() {
    assertFactors(new WarmUpSchedule(2, (step, steps) -> 0.4), 0.2, 0.4, 0.4);
  }

  @Test
  void warmUpMayOutlastTheTraining() {
    assertFactors(new WarmUpSchedule(4, new CosineSchedule(0)), 0.25, 0.5);
  }
}
