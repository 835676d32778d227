package io.retort.tokenizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.tokenizers.HashedNgrams;
import java.util.Map;

/** Provides {@link HashedNgrams}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TokenizerProvider.class)
public final class HashedNgramsProvider extends RecordProvider<Tokenizer, HashedNgrams, Context>
    implements TokenizerProvider<HashedNgrams> {

  public HashedNgramsProvider() {
    super(HashedNgrams.KIND, HashedNgrams.class, tokenizer -> tokenizer);
  }

  @Override
  public Tokenizer restore(Map<String, String> settings) {
    try {
      return new HashedNgrams(
          number(settings, "buckets"),
          number(settings, "words"),
          number(settings, "characters"),
          truth(settings, "lowercase"));
    } catch (IllegalArgumentException altered) {
      throw new RetortException(
          ErrorKind.DATA,
          "The settings of the tokenizer '"
              + HashedNgrams.KIND
              + "' are damaged: "
              + altered.getMessage()
              + "; restore the model as its run has written it",
          altered);
    }
  }

  private static int number(Map<String, String> settings, String name) {
    String text = settings.getOrDefault(name, "");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "'" + name + "' is '" + text + "', which is not a whole number", noNumber);
    }
  }

  private static boolean truth(Map<String, String> settings, String name) {
    String text = settings.getOrDefault(name, "");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("'" + name + "' is '" + text + "', not true or false");
    }
    return text.equals("true");
  }
}
