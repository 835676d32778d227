package io.retort.serving.format;

import io.retort.core.data.Signature;
import java.nio.file.Path;

/** The file {@code signature.json} of a saved network, by itself. */
public final class SignatureFile {
  private SignatureFile() {}

  /**
   * The content of the file.
   *
   * @param signature what a model was taught
   * @return JSON in UTF-8
   */
  public static byte[] encode(Signature signature) {
    return SignatureFormat.encode(signature);
  }

  /**
   * Reads the file.
   *
   * @param file written with {@link #encode}
   * @return what it says
   * @throws io.retort.core.RetortException if it is damaged
   */
  public static Signature read(Path file) {
    return SignatureReader.read(file);
  }
}
