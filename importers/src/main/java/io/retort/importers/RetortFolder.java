package io.retort.importers;

import io.retort.core.plugin.Doc;
import java.nio.file.Path;

/**
 * The configuration of the importer {@code retort}.
 *
 * @param path the folder of a saved network
 */
public record RetortFolder(
    @Doc(
            "The folder with network.json and weights.safetensors, such as the teacher or student"
                + " folder of a run.")
        Path path) {}
