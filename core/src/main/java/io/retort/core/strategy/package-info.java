/**
 * Distillation strategies: what a student minimises to learn from a teacher.
 *
 * <p>The pieces: a {@link io.retort.core.strategy.Strategy} looks at a {@link
 * io.retort.core.strategy.StrategySetting} and returns a {@link
 * io.retort.core.strategy.DistillationPlan}: data that says which networks learn and, stage by
 * stage, which weighted {@link io.retort.core.strategy.Term}s each minimises. The engine does the
 * rest: batches, teacher outputs, gradients, schedules, logging.
 *
 * <p>To create your own: return a plan. Losses come from the configuration (a record component of
 * type {@code Loss}); the loss against true labels from the setting. Extra trainable nodes are
 * added to the student's description in the plan, and dropped by themselves when the student is
 * saved. A strategy made of others takes them as {@code Recipe<Strategy>}. Prove yours with the
 * testkit's strategy contract.
 */
package io.retort.core.strategy;
