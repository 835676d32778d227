package io.retort.strategies;

import io.retort.core.loss.HighTemperature;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * Joint training: a teacher that learns the true labels beside the student, in every step, and that
 * the student follows as it is before the step. With the student's logits z and the teacher's v at
 * that moment, the teacher minimises {@code hard(v)} and the student {@code (1 − w)·hard(z) +
 * w·soft(z, v; T)}, where v is a constant: the student does not change its teacher.
 *
 * @param teacher the teacher's network
 * @param temperature T
 * @param softWeight w
 * @param soft the loss between student and teacher, whose temperature is replaced by T
 * @param temperatureSchedule multiplies the temperature as training goes on
 * @param softWeightSchedule multiplies the weight of the soft term as training goes on
 */
public record JointSettings(
    @Doc("The layers of the teacher that is trained beside the student.")
        NetworkDescription teacher,
    @Doc("Divides the logits of teacher and student; above 1 it softens.")
        @Default("4")
        @Range(min = 0, minExclusive = true, max = 1000)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc("The weight of the teacher's term in the student; true labels have 1 minus this.")
        @Default("0.5")
        @Range(min = 0, minExclusive = true, max = 1)
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
