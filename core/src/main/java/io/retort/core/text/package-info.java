/**
 * Texts as inputs: how a text becomes the numbers of its tokens.
 *
 * <p>The pieces: a {@link io.retort.core.text.Tokenizer} splits texts; a {@link
 * io.retort.core.text.TokenizerProvider} makes it from a configuration, and again from what was
 * saved of it, a {@link io.retort.core.text.SavedTokenizer}, which is plain data and travels with
 * every model that has learned from its tokens.
 *
 * <p>To create your own: implement {@code Tokenizer}, put into its settings all that decides the
 * tokens (the content of files, not their paths), write the provider (see {@code
 * io.retort.core.plugin}) and prove it with the testkit's tokenizer contract.
 */
package io.retort.core.text;
