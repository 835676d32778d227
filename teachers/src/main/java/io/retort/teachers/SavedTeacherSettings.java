package io.retort.teachers;

import io.retort.core.plugin.Doc;
import java.nio.file.Path;

/**
 * A teacher that an earlier run has saved.
 *
 * @param folder the folder with the saved network
 */
public record SavedTeacherSettings(
    @Doc("The folder with network.json and weights.safetensors, such as a run's teacher folder.")
        Path folder) {}
