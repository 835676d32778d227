package io.retort.spark;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.plugin.Plugin;

/**
 * What executors know of a {@link LabelJob}.
 *
 * @param backend computes
 * @param teacher the teacher
 */
record TeacherSettings(
    @Doc("What computes.") @DefaultPlugins Plugin<ComputeBackend> backend,
    @Doc("The teacher.") Plugin<Teacher> teacher) {}
