package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds out where a class was loaded from. */
final class OriginReader {

  private OriginReader() {}

  /** The origin of a provider's class. */
  static PluginOrigin read(Class<?> type) {
    Module module = type.getModule();
    Optional<Path> location = uri(type).flatMap(OriginReader::path);
    Optional<String> declared =
        Optional.ofNullable(module.getDescriptor()).flatMap(ModuleDescriptor::rawVersion);
    return new PluginOrigin(
        Optional.ofNullable(module.getName()),
        declared.or(() -> location.flatMap(OriginReader::jarVersion)),
        location);
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

  /** The version of the module that a jar of the class path could be, or that of its manifest. */
  private static Optional<String> jarVersion(Path location) {
    if (!Files.isRegularFile(location)) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(location.toFile())) {
      Optional<String> version = moduleVersion(jar);
      return version.isPresent() || jar.getManifest() == null
          ? version
          : Optional.ofNullable(
              jar.getManifest().getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION));
    } catch (IOException | InvalidModuleDescriptorException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> moduleVersion(JarFile jar) throws IOException {
    JarEntry descriptor = jar.getJarEntry("module-info.class");
    if (descriptor == null) {
      return Optional.empty();
    }
    try (InputStream in = jar.getInputStream(descriptor)) {
      return ModuleDescriptor.read(in).rawVersion();
    }
  }
}
