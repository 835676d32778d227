package io.retort.tokenizers.huggingface;

import io.retort.core.plugin.Doc;
import java.nio.file.Path;

/**
 * A tokenizer in a file of Hugging Face's format, {@code tokenizer.json}. Tokens that begin and end
 * a text are added as the file says; what it says of padding and of the longest text does not
 * count.
 *
 * @param path the file
 */
public record HuggingFace(@Doc("The tokenizer.json of a model.") Path path) {}
