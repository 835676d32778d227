package io.retort.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A local Maven repository that has what the user's has, by links, and Retort's modules as {@code
 * mvn install} would put them there. The user's own is left without them, so that no build ever
 * takes an old one from it.
 */
final class MavenRepository {
  private static final Path USERS = Path.of(System.getProperty("local.repository"));
  private static final String GROUP = "io/retort";

  private final Path root;

  MavenRepository(Path root) throws IOException {
    this.root = root;
    Files.walkFileTree(
        USERS,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(USERS.resolve(GROUP))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(root.resolve(USERS.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.createSymbolicLink(root.resolve(USERS.relativize(file)), file);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  Path root() {
    return root;
  }

  /** Adds what all modules inherit from. */
  MavenRepository installParent(Path checkout) throws IOException {
    return installPom(checkout, "retort");
  }

  /** Adds what is a {@code pom.xml} alone: what modules inherit from, or import. */
  MavenRepository installPom(Path module, String artifact) throws IOException {
    Files.copy(module.resolve("pom.xml"), place(artifact, "pom"));
    return this;
  }

  /** Adds a module that this build has packaged. */
  MavenRepository install(Path module, String artifact) throws IOException {
    String jar = artifact + "-" + Version.current() + ".jar";
    installPom(module, artifact);
    Files.copy(module.resolve("target").resolve(jar), place(artifact, "jar"));
    return this;
  }

  private Path place(String artifact, String type) throws IOException {
    Path folder = root.resolve(GROUP).resolve(artifact).resolve(Version.current());
    return Files.createDirectories(folder).resolve(artifact + "-" + Version.current() + "." + type);
  }
}
