package io.retort.tokenizers.huggingface.model;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import io.retort.core.plugin.CacheFolder;
import io.retort.core.plugin.UnpackFolder;
import java.nio.file.Path;

/** Hugging Face's native library, which would otherwise be loaded, or fail, at some first use. */
final class NativeTokenizers {
  /** What the library's loader is told by: the folder it unpacks into, and what it is built for. */
  private static final String FOLDER = "ENGINE_CACHE_DIR";

  /**
   * Without it, the loader would download another library on machines with CUDA, which tokenizers
   * have no use for.
   */
  private static final String BUILD = "RUST_FLAVOR";

  private NativeTokenizers() {}

  /**
   * Loads the library; costs nothing when that has been done before.
   *
   * @throws io.retort.core.RetortException if it cannot be unpacked or loaded, with the folder and
   *     the fix
   */
  static void load() {
    Path folder = CacheFolder.of("native");
    new UnpackFolder(folder).load("Hugging Face's tokenizers", () -> initialise(folder));
  }

  /** The loader can be told by system properties only, which are others' again afterwards. */
  private static synchronized void initialise(Path folder) {
    String folderBefore = System.getProperty(FOLDER);
    String buildBefore = System.getProperty(BUILD);
    try {
      System.setProperty(FOLDER, folder.toString());
      System.setProperty(BUILD, "cpu");
      LibUtils.checkStatus();
    } catch (RuntimeException failure) {
      throw (UnsatisfiedLinkError)
          new UnsatisfiedLinkError(String.valueOf(failure.getMessage())).initCause(failure);
    } finally {
      restore(FOLDER, folderBefore);
      restore(BUILD, buildBefore);
    }
  }

  private static void restore(String name, String before) {
    if (before == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, before);
    }
  }
}
