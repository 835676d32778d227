package io.retort.strategies;

import io.retort.core.loss.Criterion;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * One student g between a source and a target task: it comes close to the source task's teacher f_s
 * on source samples and to the target task's teacher f_t on target samples, {@code E_s ‖g − f_s‖² +
 * λ·E_t ‖g − f_t‖²}. The data has two parts, the first of which is the source. Every batch has as
 * many samples of one as of the other, and each expectation is the mean over its own, so that λ
 * does not depend on how large the two are.
 *
 * @param targetWeight λ
 * @param loss the distance between student and teacher
 */
public record SourceTargetSettings(
    @Doc("The weight of the target task, beside a source task of weight 1.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double targetWeight,
    @Doc("The distance between student and teacher, on both tasks.")
        @Default("{kind: mean-squared-error}")
        Criterion loss) {}
