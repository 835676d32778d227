package io.retort.runtime.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;

/**
 * What a jar says about itself, read without loading a class of it.
 *
 * @param jar the jar
 * @param manifest the main attributes of its manifest, none if it has no manifest
 * @param descriptor its module descriptor; empty if it is not an explicit module
 * @param services the files of {@code META-INF/services}: class names by service
 * @param classes the names of its classes
 */
record JarContents(
    BundleJar jar,
    Attributes manifest,
    Optional<ModuleDescriptor> descriptor,
    Map<String, List<String>> services,
    Set<String> classes) {

  /** The value of an attribute of the manifest. */
  Optional<String> attribute(String name) {
    return Optional.ofNullable(manifest.getValue(name)).map(String::strip);
  }

  /** Whether the jar says how its module is called. */
  boolean isModule() {
    return descriptor.isPresent() || attribute("Automatic-Module-Name").isPresent();
  }

  /** The packages that its classes are in. */
  Set<String> packages() {
    Set<String> packages = new TreeSet<>();
    classes.forEach(name -> packages.add(name.substring(0, Math.max(0, name.lastIndexOf('.')))));
    return packages;
  }

  /** The providers of Retort's services in {@code META-INF/services}, by service. */
  Map<String, Set<String>> listed() {
    Map<String, Set<String>> listed = new TreeMap<>();
    services.forEach(
        (service, names) -> {
          if (HostApi.service(service).isPresent() && !names.isEmpty()) {
            listed.put(service, new TreeSet<>(names));
          }
        });
    return listed;
  }

  /** The providers of Retort's services in {@code provides} of the module descriptor. */
  Map<String, Set<String>> declared() {
    Map<String, Set<String>> declared = new TreeMap<>();
    descriptor.map(ModuleDescriptor::provides).orElse(Set.of()).stream()
        .filter(provides -> HostApi.service(provides.service()).isPresent())
        .forEach(provides -> declared.put(provides.service(), new TreeSet<>(provides.providers())));
    return declared;
  }

  /** Whether it provides any of Retort's services, in either way. */
  boolean provides() {
    return !listed().isEmpty() || !declared().isEmpty();
  }

  /** Its file name. */
  @Override
  public String toString() {
    return jar.toString();
  }
}
