package io.retort.runtime.common.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths as the operating system understands them, where symbolic links lie on the way. */
public final class LinkedPath {

  private LinkedPath() {}

  /**
   * Takes the dots out of a path. A name and the {@code ..} after it cancel each other only where
   * the name is a folder that lies where it seems to; after a link, {@code ..} is beside what the
   * link leads to. What does not exist keeps its {@code ..}, which then cannot be followed either.
   *
   * @param path an absolute path
   * @return the same file or folder without dots, as far as it exists
   */
  public static Path withoutDots(Path path) {
    Path reached = path.getRoot();
    for (Path name : path) {
      if (name.toString().equals("..")) {
        reached = above(reached);
      } else if (!name.toString().equals(".")) {
        reached = reached.resolve(name);
      }
    }
    return reached;
  }

  private static Path above(Path reached) {
    if (!Files.isDirectory(reached)) {
      return reached.resolve("..");
    }
    try {
      Path folder = Files.isSymbolicLink(reached) ? reached.toRealPath() : reached;
      return folder.getParent() == null ? folder : folder.getParent();
    } catch (IOException unreadable) {
      return reached.resolve("..");
    }
  }

  /**
   * Whether a file lies in a folder, wherever symbolic links on the way lead.
   *
   * @param file an absolute path {@linkplain #withoutDots without dots}, which need not exist
   * @param folder an absolute path without dots, which need not exist
   * @return true if it lies in the folder or in one below it
   */
  public static boolean isBelow(Path file, Path folder) {
    Path real = real(file);
    Path above = real(folder);
    // Dots that are left follow what does not exist.
    boolean certain = real.normalize().equals(real);
    return certain && real.startsWith(above) && !real.equals(above);
  }

  /** The path without links, as far as it exists. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException missing) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }
}
