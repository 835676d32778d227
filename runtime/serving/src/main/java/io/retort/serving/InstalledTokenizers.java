package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.TokenizerProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The tokenizers that a program has on its path. */
final class InstalledTokenizers implements TokenizerSource {

  @Override
  public TokenizerProvider<?> find(String kind) {
    List<TokenizerProvider<?>> found;
    try {
      found =
          ServiceLoader.load(TokenizerProvider.class, InstalledTokenizers.class.getClassLoader())
              .stream()
              .<TokenizerProvider<?>>map(ServiceLoader.Provider::get)
              .toList();
    } catch (ServiceConfigurationError broken) {
      throw new RetortException(
          ErrorKind.PLUGIN, "A tokenizer cannot be loaded: " + broken.getMessage(), broken);
    }
    return found.stream()
        .filter(each -> each.name().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.PLUGIN,
                    "The student's texts are split by the tokenizer '"
                        + kind
                        + "', which is not here (there are "
                        + found.stream().map(TokenizerProvider::name).sorted().toList()
                        + "); put the module that has it on the path, for those of Retort"
                        + " retort-tokenizers or retort-tokenizers-huggingface"));
  }
}
