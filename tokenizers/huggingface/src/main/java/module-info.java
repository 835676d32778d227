import io.retort.core.text.TokenizerProvider;
import io.retort.tokenizers.huggingface.model.HuggingFaceProvider;

/** Tokenizers from files of Hugging Face, in the library that made them. */
module io.retort.tokenizers.huggingface {
  requires transitive io.retort.core;
  requires ai.djl.api;
  requires ai.djl.tokenizers;
  requires com.fasterxml.jackson.core;
  requires static com.google.auto.service;

  exports io.retort.tokenizers.huggingface;

  provides TokenizerProvider with
      HuggingFaceProvider;
}
