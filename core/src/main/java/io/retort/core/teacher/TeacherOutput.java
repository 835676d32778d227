package io.retort.core.teacher;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;

/**
 * Something that a teacher can say about a sample.
 *
 * @param name the name of a head of the data set, or of a tap inside the teacher
 * @param kind as a model gives it, whether classes or labels: {@link TargetKind#LOGITS}, {@link
 *     TargetKind#PROBABILITIES}, {@link TargetKind#LOG_PROBABILITIES} or {@link TargetKind#VALUES}
 *     for a head, {@link TargetKind#FEATURES} for a tap
 * @param shape the shape for one sample
 */
public record TeacherOutput(String name, TargetKind kind, Shape shape) {}
