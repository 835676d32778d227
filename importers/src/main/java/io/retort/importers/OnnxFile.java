package io.retort.importers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of the importer {@code onnx}.
 *
 * @param path the file
 * @param input the shape of one sample
 * @param logits whether a softmax or sigmoid at an output is left off
 */
public record OnnxFile(
    @Doc("The ONNX file, with one input of prepared values.") Path path,
    @Doc(
            "The shape of one sample, such as 3x32x32 (images: channels first); needed where the"
                + " file leaves an axis open besides the batch.")
        Optional<Shape> input,
    @Doc(
            "Whether a softmax or sigmoid at an output is left off, so that the output is logits,"
                + " as in networks of Retort.")
        @Default("true")
        boolean logits) {}
