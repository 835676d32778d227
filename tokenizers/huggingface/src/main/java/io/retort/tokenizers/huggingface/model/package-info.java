/** Tokenizers in the library of Hugging Face, which is native code. */
package io.retort.tokenizers.huggingface.model;
