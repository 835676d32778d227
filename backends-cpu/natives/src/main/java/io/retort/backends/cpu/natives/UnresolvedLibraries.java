package io.retort.backends.cpu.natives;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;

/**
 * Libraries that JavaCPP does not find, because it looks for resources, and the modules that have
 * them are not resolved. They are unpacked here, to where JavaCPP would have put them, and it is
 * told of the folder.
 */
final class UnresolvedLibraries {
  /** The property of JavaCPP's platform with the folders that it looks into after all resources. */
  private static final String FOLDERS = "platform.preloadpath";

  private UnresolvedLibraries() {}

  /**
   * Has JavaCPP find libraries.
   *
   * @param name what users call them
   * @param loader where JavaCPP looks by itself
   * @throws RetortException if a jar is missing, with the dependency to add
   * @throws UnsatisfiedLinkError if they cannot be unpacked
   */
  static void show(String name, List<NativeJar> jars, ClassLoader loader, ProgramJars program) {
    String platform = Loader.getPlatform();
    List<NativeJar> missing = new ArrayList<>();
    for (NativeJar jar : jars) {
      if (loader.getResource(jar.entry(platform)) == null) {
        Optional<Path> found = program.with(jar.entry(platform), platform);
        found.ifPresentOrElse(file -> unpack(file, jar.folder(platform)), () -> missing.add(jar));
      }
    }
    if (!missing.isEmpty()) {
      throw refusal(name, missing, program);
    }
  }

  private static void unpack(Path jar, String folder) {
    List<String> libraries =
        ProgramJars.entries(jar)
            .filter(entry -> entry.lastIndexOf('/') == folder.length() - 1)
            .filter(entry -> entry.startsWith(folder) && entry.length() > folder.length())
            .toList();
    try {
      for (String library : libraries) {
        URL url = URI.create("jar:" + jar.toUri() + "!/" + library).toURL();
        add(Loader.cacheResource(url).getParent());
      }
    } catch (IOException unwritable) {
      UnsatisfiedLinkError misfit = new UnsatisfiedLinkError(unwritable.getMessage());
      misfit.initCause(unwritable);
      throw misfit;
    }
  }

  private static void add(String folder) {
    Properties platform = Loader.loadProperties();
    synchronized (platform) {
      String separator = platform.getProperty("platform.path.separator", File.pathSeparator);
      String folders = platform.getProperty(FOLDERS, "");
      if (!List.of(folders.split(separator, -1)).contains(folder)) {
        platform.setProperty(FOLDERS, folders.isEmpty() ? folder : folders + separator + folder);
      }
    }
  }

  private static RetortException refusal(
      String name, List<NativeJar> missing, ProgramJars program) {
    String platform = Loader.getPlatform();
    SortedSet<String> others = new TreeSet<>();
    missing.forEach(jar -> others.addAll(program.platforms(jar)));
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The native libraries of "
            + name
            + " cannot be used: the program has "
            + (others.isEmpty() ? "none" : "those for " + String.join(" and ", others))
            + ", and this machine is "
            + platform
            + "; add "
            + missing.stream().map(NativeJar::dependency).collect(Collectors.joining(" and "))
            + " with the classifier "
            + platform
            + " to its dependencies, if that is published for this platform");
  }
}
