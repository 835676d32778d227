/** The configuration of tokenizers from files of Hugging Face. */
package io.retort.tokenizers.huggingface;
