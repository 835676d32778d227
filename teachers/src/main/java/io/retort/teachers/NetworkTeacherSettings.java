package io.retort.teachers;

import io.retort.core.network.NetworkDescription;
import io.retort.core.plugin.Doc;
import io.retort.core.training.TrainingSettings;

/**
 * A teacher that is trained at the start of the run.
 *
 * @param network the teacher's network
 * @param training how it is trained
 */
public record NetworkTeacherSettings(
    @Doc("The layers of the teacher.") NetworkDescription network,
    @Doc("How the teacher is trained, on the labels of all training samples.")
        TrainingSettings training) {}
