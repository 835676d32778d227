package io.retort.runtime.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Finds out where a class was loaded from. */
final class OriginReader {

  private OriginReader() {}

  static PluginOrigin read(Class<?> type) {
    Module module = type.getModule();
    Optional<Path> location = uri(type).flatMap(OriginReader::path);
    Optional<String> declared =
        Optional.ofNullable(module.getDescriptor()).flatMap(ModuleDescriptor::rawVersion);
    return new PluginOrigin(
        Optional.ofNullable(module.getName()),
        declared.or(() -> location.flatMap(OriginReader::manifestVersion)),
        location);
  }

  static Optional<String> sha256(PluginOrigin origin) {
    return origin.location().filter(Files::isRegularFile).map(Sha256::of);
  }

  private static Optional<URI> uri(Class<?> type) {
    Module module = type.getModule();
    if (module.isNamed() && module.getLayer() != null) {
      return module
          .getLayer()
          .configuration()
          .findModule(module.getName())
          .map(ResolvedModule::reference)
          .flatMap(reference -> reference.location());
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(source.getLocation().toURI());
    } catch (URISyntaxException notAFile) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(URI uri) {
    try {
      return Optional.of(Path.of(uri));
    } catch (IllegalArgumentException | FileSystemNotFoundException notAFile) {
      return Optional.empty();
    }
  }

  private static Optional<String> manifestVersion(Path location) {
    if (!Files.isRegularFile(location)) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(location.toFile())) {
      return Optional.ofNullable(jar.getManifest())
          .map(manifest -> manifest.getMainAttributes())
          .map(attributes -> attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
