package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The tokenizers that a program has on its path. */
final class InstalledTokenizer {

  private InstalledTokenizer() {}

  /**
   * Makes a tokenizer again that was saved with a student.
   *
   * @throws RetortException if there is no such tokenizer on the path, or it cannot be made
   */
  static Tokenizer of(SavedTokenizer saved) {
    List<TokenizerProvider<?>> found;
    try {
      found =
          ServiceLoader.load(TokenizerProvider.class, InstalledTokenizer.class.getClassLoader())
              .stream()
              .<TokenizerProvider<?>>map(ServiceLoader.Provider::get)
              .toList();
    } catch (ServiceConfigurationError broken) {
      throw new RetortException(
          ErrorKind.PLUGIN, "A tokenizer cannot be loaded: " + broken.getMessage(), broken);
    }
    TokenizerProvider<?> provider =
        found.stream()
            .filter(each -> each.name().equals(saved.kind()))
            .findFirst()
            .orElseThrow(
                () ->
                    new RetortException(
                        ErrorKind.PLUGIN,
                        "The student's texts are split by the tokenizer '"
                            + saved.kind()
                            + "', which is not here (there are "
                            + found.stream().map(TokenizerProvider::name).sorted().toList()
                            + "); put the module that has it on the path, for those of Retort"
                            + " retort-tokenizers or retort-tokenizers-huggingface"));
    provider
        .unavailable()
        .ifPresent(
            reason -> {
              throw new RetortException(
                  ErrorKind.ENVIRONMENT,
                  "The tokenizer '" + saved.kind() + "' does not work here: " + reason);
            });
    return provider.restore(saved.settings());
  }
}
