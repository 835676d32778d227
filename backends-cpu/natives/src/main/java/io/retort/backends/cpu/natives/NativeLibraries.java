package io.retort.backends.cpu.natives;

import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackFolder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * Loads native libraries before anything needs them. JavaCPP unpacks them into a folder and goes on
 * when that fails, so that the JVM only says that it finds none; the cause is looked for here.
 */
public final class NativeLibraries {
  /** JavaCPP's system property, which the launcher sets. */
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  private NativeLibraries() {}

  /**
   * Loads the library that JavaCPP has bindings of. Costs nothing when that has been done before.
   *
   * @param name what users call it, such as {@code oneDNN}
   * @param bindings the class with its functions
   * @throws RetortException if it cannot be unpacked or loaded, with the folder and the fix
   */
  public static void load(String name, Class<?> bindings) {
    load(name, () -> Loader.load(bindings));
  }

  /**
   * Loads a library by other means, which unpack it into the same folder.
   *
   * @param name what users call it
   * @param loading throws a {@link LinkageError} if the library cannot be loaded
   * @throws RetortException if it cannot be unpacked or loaded, with the folder and the fix
   */
  public static void load(String name, Runnable loading) {
    load(name, loading, Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of));
  }

  /** Loads a library with a folder that was named for it, or JavaCPP's own choice. */
  static void load(String name, Runnable loading, Optional<Path> named) {
    Path folder = named.orElseGet(() -> chosen(name));
    new UnpackFolder(folder)
        .load(
            name,
            () -> {
              requireFolder(folder);
              loading.run();
            });
  }

  /**
   * Has JavaCPP take a folder that it cannot write to, as it only reads libraries that have been
   * unpacked. Otherwise it would unpack them into a folder that nobody has named.
   */
  private static void requireFolder(Path folder) {
    if (Files.isWritable(folder)) {
      return;
    }
    try {
      Field chosen = Loader.class.getDeclaredField("cacheDir");
      chosen.setAccessible(true);
      chosen.set(null, folder.toFile());
    } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
      UnsatisfiedLinkError misfit = new UnsatisfiedLinkError("the folder cannot be written to");
      misfit.initCause(closed);
      throw misfit;
    }
  }

  private static Path chosen(String name) {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException nowhere) {
      throw UnpackFolder.refusal(name, "there is no folder that can be written to");
    }
  }
}
