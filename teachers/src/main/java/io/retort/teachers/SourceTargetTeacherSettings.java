package io.retort.teachers;

import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;

/**
 * Two teachers for data of two parts, such as the data set {@code source-target}: each is made with
 * the samples of its own task alone, and evaluated on these alone. Both have outputs for the same
 * heads in the same form; activations inside them can be taps where both have them.
 *
 * @param source the teacher of the source task, part 1 of the data
 * @param target the teacher of the target task, part 2 of the data
 */
public record SourceTargetTeacherSettings(
    @Doc("The teacher of the source task.") Recipe<Teacher> source,
    @Doc("The teacher of the target task.") Recipe<Teacher> target) {}
