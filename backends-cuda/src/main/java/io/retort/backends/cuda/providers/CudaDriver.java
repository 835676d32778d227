package io.retort.backends.cuda.providers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The user-space library of the NVIDIA driver, {@code libcuda.so.1}. It comes with the driver and
 * never with CUDA or an application, so that a machine on which it loads has a driver. The JDK can
 * load it as it is; that needs no native code of ours, and a library of the same name that is
 * broken, or of another processor, is found out too.
 */
final class CudaDriver {
  private final String library;
  private final List<Path> folders;

  /**
   * A driver library.
   *
   * @param library its file name
   * @param folders where it may lie
   */
  CudaDriver(String library, List<Path> folders) {
    this.library = library;
    this.folders = List.copyOf(folders);
  }

  /** The library where the dynamic linker of this machine would look for it. */
  static CudaDriver ofThisMachine() {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      String root = Objects.requireNonNullElse(System.getenv("SystemRoot"), "C:\\Windows");
      return new CudaDriver("nvcuda.dll", List.of(Path.of(root, "System32")));
    }
    List<Path> folders = new ArrayList<>();
    String configured = Objects.requireNonNullElse(System.getenv("LD_LIBRARY_PATH"), "");
    Arrays.stream(configured.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .forEach(folders::add);
    for (String folder :
        List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib/wsl/lib",
            "/usr/lib",
            "/usr/local/nvidia/lib64",
            "/run/opengl-driver/lib")) {
      folders.add(Path.of(folder));
    }
    return new CudaDriver("libcuda.so.1", folders);
  }

  String library() {
    return library;
  }

  /** Whether the library is there and loads. */
  boolean isLoadable() {
    return folders.stream().map(folder -> folder.resolve(library)).anyMatch(CudaDriver::loads);
  }

  private static boolean loads(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      System.load(file.toAbsolutePath().toString());
      return true;
    } catch (UnsatisfiedLinkError notLoadable) {
      return false;
    }
  }
}
