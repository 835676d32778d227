/**
 * Teachers: models that a student learns from.
 *
 * <p>The pieces: a {@link io.retort.core.teacher.Teacher} names its {@link
 * io.retort.core.teacher.TeacherOutput}s, each with its type (logits, probabilities, values,
 * features), and fills tensors with them for a batch.
 *
 * <p>To create your own: train or load the model in {@code TeacherProvider.create}, where {@code
 * Context} offers backend and training data; refuse a model whose outputs do not fit the heads of
 * the data; hash all that the outputs depend on. {@code Task.hasLabels} says of a head whether it
 * can be learned from the data at all. A teacher that knows samples by their place rather than by
 * their inputs finds it with {@code Samples.origin} and {@code indexInOrigin}, and refuses others
 * in {@code Teacher.require}. One that is trained by the engine gives it {@code
 * TeacherContext.checkpoints}, so that an interrupted training goes on.
 */
package io.retort.core.teacher;
