package io.retort.runtime.experiment;

import io.retort.core.network.NetworkDescription;
import io.retort.core.plugin.Doc;
import io.retort.core.training.TrainingSettings;

/**
 * The student and how it is trained, with and without the teacher.
 *
 * @param network its network
 * @param training how it is trained
 */
public record StudentSettings(
    @Doc("The layers of the student.") NetworkDescription network,
    @Doc("How the student is trained, with and without the teacher.") TrainingSettings training) {}
