package io.retort.strategies;

import io.retort.core.loss.HighTemperature;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * Distillation with softened teacher outputs (Hinton, Vinyals and Dean 2015): {@code (1 − w)·hard +
 * w · soft(T)}, where the soft loss compares softmax(z/T) of teacher and student and is scaled by
 * T².
 *
 * @param temperature T
 * @param softWeight w
 * @param soft the loss between student and teacher
 * @param temperatureSchedule multiplies the temperature as training goes on
 * @param softWeightSchedule multiplies the weight of the soft term as training goes on
 */
public record TemperatureSettings(
    @Doc("Divides the logits of teacher and student; above 1 it softens.")
        @Default("4")
        @Range(min = 0, minExclusive = true, max = 1000)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc("The weight of the teacher's term; true labels have 1 minus this.")
        @Default("0.9")
        @Range(min = 0, max = 1)
        double softWeight,
    @Doc(
            "The loss between student and teacher; its own temperature is replaced by this"
                + " strategy's.")
        @Default("{kind: distillation}")
        TemperedLoss soft,
    @Doc("Factor of the temperature as training goes on.") @Default("{kind: constant}")
        Schedule temperatureSchedule,
    @Doc("Factor of the soft term's weight as training goes on.") @Default("{kind: constant}")
        Schedule softWeightSchedule) {}
