import io.retort.core.text.TokenizerProvider;
import io.retort.tokenizers.providers.HashedNgramsProvider;

/**
 * The tokenizers that ship with Retort and need nothing but Java; also for programs that serve
 * students of texts.
 */
module io.retort.tokenizers {
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.tokenizers;

  provides TokenizerProvider with
      HashedNgramsProvider;
}
