package io.retort.tokenizers.huggingface.model;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.Context;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.tokenizers.huggingface.HuggingFace;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loads tokenizers from files of Hugging Face. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TokenizerProvider.class)
public final class HuggingFaceProvider implements TokenizerProvider<HuggingFace> {
  /** Those of the largest vocabularies have some 20 MB. */
  private static final long LARGEST = 256 << 20;

  @Override
  public String name() {
    return FileTokenizer.KIND;
  }

  @Override
  public Class<HuggingFace> configuration() {
    return HuggingFace.class;
  }

  @Override
  public Tokenizer create(HuggingFace settings, Context context) {
    Path path = context.resolve(settings.path());
    return FileTokenizer.of(read(path), "The tokenizer " + path);
  }

  private static String read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The tokenizer "
              + path
              + (Files.isDirectory(path)
                  ? " is a folder; name the file tokenizer.json in it"
                  : " does not exist; correct the path in the tokenizer's configuration"));
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new RetortException(
            ErrorKind.DATA,
            "The tokenizer "
                + path
                + " has "
                + Files.size(path)
                + " bytes, which no tokenizer.json has; is it another file?");
      }
      return Files.readString(path);
    } catch (MalformedInputException binary) {
      throw new RetortException(
          ErrorKind.DATA,
          "The tokenizer "
              + path
              + " is not text; name a tokenizer.json (not a model of SentencePiece, which"
              + " transformers' save_pretrained converts)",
          binary);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The tokenizer " + path + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  @Override
  public Tokenizer restore(Map<String, String> settings) {
    return FileTokenizer.of(
        settings.getOrDefault(FileTokenizer.CONTENT, ""),
        "The tokenizer that the model was saved with");
  }
}
