package io.retort.teachers;

import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import java.util.Optional;

/**
 * A teacher that is trained on what another model has made of the samples. Without labels, that is
 * also what to predict.
 *
 * @param encoder gives the embeddings; what it says of heads does not count
 * @param output which of the encoder's outputs is the embedding
 * @param head is trained at the start of the run, with embeddings as its inputs
 */
public record EmbeddingTeacherSettings(
    @Doc("The model that gives an embedding for each sample, such as a sentence transformer.")
        Recipe<Teacher> encoder,
    @Doc("Which of the encoder's outputs is the embedding; needed where it has several.")
        Optional<String> output,
    @Doc("The teacher that is trained on the embeddings, such as linear.") Recipe<Teacher> head) {}
