package io.retort.importers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of the importer {@code keras}.
 *
 * @param path the file
 * @param input the shape of one sample
 * @param logits whether a softmax or sigmoid at an output is left off
 */
public record KerasFile(
    @Doc("The HDF5 file (.h5) that model.save of Keras 2 or 3 wrote, with the whole model.")
        Path path,
    @Doc(
            "The shape of one sample, such as 3x32x32 (images: channels first); needed where the"
                + " file leaves an axis open, such as the number of steps.")
        Optional<Shape> input,
    @Doc(
            "Whether a softmax or sigmoid at an output is left off, so that the output is logits,"
                + " as in networks of Retort.")
        @Default("true")
        boolean logits) {}
