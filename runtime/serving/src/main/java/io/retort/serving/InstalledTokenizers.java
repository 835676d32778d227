package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.TokenizerProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The tokenizers that a program has on its path.
 *
 * @param path the loader that has it
 */
record InstalledTokenizers(ClassLoader path) implements TokenizerSource {

  @Override
  public TokenizerProvider<?> find(String kind) {
    List<TokenizerProvider<?>> found;
    try {
      found =
          ServiceLoader.load(TokenizerProvider.class, path).stream()
              .<TokenizerProvider<?>>map(ServiceLoader.Provider::get)
              .toList();
    } catch (ServiceConfigurationError broken) {
      throw new RetortException(
          ErrorKind.PLUGIN, "A tokenizer cannot be loaded: " + broken.getMessage(), broken);
    }
    List<TokenizerProvider<?>> named =
        found.stream().filter(each -> each.name().equals(kind)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    throw new RetortException(
        ErrorKind.PLUGIN,
        "The student's texts are split by the tokenizer '"
            + kind
            + "', "
            + (named.isEmpty()
                ? "which is not here (there are "
                    + found.stream().map(TokenizerProvider::name).sorted().toList()
                    + "); put the module that has it on the path, for those of Retort"
                    + " retort-tokenizers or retort-tokenizers-huggingface"
                : "of which there are several: "
                    + named.stream().map(each -> each.getClass().getName()).sorted().toList()
                    + "; leave one of them on the path"));
  }
}
