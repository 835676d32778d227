package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Finds classes that a jar uses and that are not there: Java itself notices when they are needed.
 */
final class MissingClasses {

  private MissingClasses() {}

  /**
   * The classes that are not there.
   *
   * @param path the jar; what cannot be read of it is passed over
   * @param loader finds the classes of the plugin, of the API and of Java
   * @return their names
   */
  static Set<String> of(Path path, ClassLoader loader) {
    Set<String> missing = new TreeSet<>();
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          read(jar, entry, loader, missing);
        }
      }
    } catch (IOException unreadable) {
      // Which is another finding.
    }
    return missing;
  }

  private static void read(JarFile jar, JarEntry entry, ClassLoader loader, Set<String> missing) {
    try (InputStream in = jar.getInputStream(entry)) {
      for (String used : ClassFile.read(in).classes()) {
        // What is missing of Retort's API is told with its methods and fields.
        if (!used.startsWith("[") && !used.startsWith("io/retort/") && !exists(used, loader)) {
          missing.add(used.replace('/', '.'));
        }
      }
    } catch (IOException unreadable) {
      // Which is another finding.
    }
  }

  private static boolean exists(String name, ClassLoader loader) {
    try {
      Class.forName(name.replace('/', '.'), false, loader);
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    } catch (LinkageError broken) {
      // It is there, and what it needs in turn is not: that is told by its own jar.
      return true;
    }
  }
}
