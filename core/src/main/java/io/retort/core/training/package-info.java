/**
 * The training engine: carries out a {@link io.retort.core.strategy.DistillationPlan}.
 *
 * <p>{@link io.retort.core.training.Trainer} trains a {@link io.retort.core.training.TrainingTask};
 * {@link io.retort.core.training.TeacherOutputs} asks the teacher once for each sample; {@link
 * io.retort.core.training.Evaluation} measures; {@link io.retort.core.progress.TrainingListener} is
 * told how it goes. A step gathers a batch, runs the learners forward, evaluates every term, runs
 * the learners backward from the terms' gradients, and lets the optimizer step.
 */
package io.retort.core.training;
