package io.retort.backends.cpu.natives;

import io.retort.core.RetortException;
import io.retort.core.plugin.CacheFolder;
import io.retort.core.plugin.UnpackFolder;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * Loads native libraries before anything needs them. JavaCPP unpacks them into a folder and goes on
 * when that fails, so that the JVM only says that it finds none; the cause is looked for here.
 */
public final class NativeLibraries {
  /** JavaCPP's system property for the folder that it unpacks into. */
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  /** The same, which JavaCPP reads where that is not set. */
  private static final String OTHER_FOLDER = "org.bytedeco.javacpp.cacheDir";

  private NativeLibraries() {}

  /**
   * Loads the library that JavaCPP has bindings of, also from jars on the module path whose modules
   * are not resolved, since nothing requires them. Costs next to nothing when that has been done
   * before.
   *
   * @param name what users call it, such as {@code oneDNN}
   * @param bindings the class with its functions
   * @param jars those that have the library, and the ones that it needs
   * @throws RetortException if a jar is missing, or the library cannot be unpacked or loaded, with
   *     the fix
   */
  public static void load(String name, Class<?> bindings, NativeJar... jars) {
    load(
        name,
        () -> {
          UnresolvedLibraries.show(
              name, List.of(jars), bindings.getClassLoader(), ProgramJars.ofProcess());
          Loader.load(bindings);
        });
  }

  /**
   * Loads a library by other means, which unpack it into the same folder.
   *
   * @param name what users call it
   * @param loading throws a {@link LinkageError} if the library cannot be loaded
   * @throws RetortException if it cannot be unpacked or loaded, with the folder and the fix
   */
  public static void load(String name, Runnable loading) {
    load(name, loading, folder());
  }

  /** The folder that JavaCPP has been given, which is Retort's unless the program names another. */
  private static Path folder() {
    if (System.getProperty(FOLDER) == null) {
      System.setProperty(
          FOLDER, System.getProperty(OTHER_FOLDER, CacheFolder.of("native").toString()));
    }
    return Path.of(System.getProperty(FOLDER));
  }

  /** Loads a library with the folder that it is unpacked into. */
  static void load(String name, Runnable loading, Path folder) {
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
}
