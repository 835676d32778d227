import io.retort.core.backend.BackendProvider;
import io.retort.core.text.TokenizerProvider;

/**
 * Saved students that predict, for programs that serve them. It needs neither a plugin catalogue
 * nor a configuration: the backend is the one that the program has on its path, or plain Java.
 */
module io.retort.serving {
  requires transitive io.retort.core;
  requires io.retort.runtime.common;
  requires com.fasterxml.jackson.jr.ob;
  // Images, for who predicts them.
  requires static transitive java.desktop;
  // Networks that older versions have saved.
  requires static org.snakeyaml.engine;

  exports io.retort.serving;
  exports io.retort.serving.format;

  uses BackendProvider;
  uses TokenizerProvider;
}
