package io.retort.backends.cpu.dl4j.configuration;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of the importer {@code dl4j-zip}.
 *
 * @param path the zip
 * @param input the shape of one sample, which most such files do not hold
 * @param logits whether a softmax or sigmoid at an output is left off
 */
public record Dl4jZipFile(
    @Doc("The zip that Deeplearning4j's ModelSerializer wrote.") Path path,
    @Doc(
            "The shape of one sample, such as 1x28x28 (images: channels first; sequences: steps"
                + " first); needed where the file does not tell.")
        Optional<Shape> input,
    @Doc(
            "Whether a softmax or sigmoid at an output is left off, so that the output is logits,"
                + " as in networks of Retort.")
        @Default("true")
        boolean logits) {}
