package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * Loads classes from given jars and from nowhere else. {@link java.net.URLClassLoader} also follows
 * {@code Class-Path} in manifests and {@code META-INF/INDEX.LIST} to jars that nobody has checked.
 */
final class JarsLoader extends SecureClassLoader implements AutoCloseable {
  static {
    registerAsParallelCapable();
  }

  private final List<Jar> jars;

  private JarsLoader(String name, List<Jar> jars, ClassLoader parent) {
    super(name, parent);
    this.jars = jars;
  }

  /**
   * A loader, whose jars are open until it is closed.
   *
   * @param name its name
   * @param files the jars, in the order in which they are searched
   * @param parent what is asked first
   * @throws IOException if a jar cannot be read
   */
  static JarsLoader of(String name, List<BundleJar> files, ClassLoader parent) throws IOException {
    List<Jar> jars = new ArrayList<>();
    try {
      for (BundleJar jar : files) {
        jars.add(Jar.open(jar));
      }
    } catch (IOException | RuntimeException unreadable) {
      for (Jar jar : jars) {
        jar.file().close();
      }
      throw unreadable;
    }
    return new JarsLoader(name, jars, parent);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    for (Jar jar : jars) {
      JarEntry entry = jar.file().getJarEntry(path);
      if (entry != null) {
        try (InputStream in = jar.file().getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          definePackage(name, jar);
          // The signers are known once all is read.
          CodeSource source = new CodeSource(jar.location(), entry.getCodeSigners());
          return defineClass(name, bytes, 0, bytes.length, source);
        } catch (IOException unreadable) {
          throw new ClassNotFoundException(name, unreadable);
        }
      }
    }
    throw new ClassNotFoundException(name);
  }

  /** Says what the manifest says of versions, which libraries ask their package for. */
  private void definePackage(String type, Jar jar) throws IOException {
    String name = type.substring(0, Math.max(0, type.lastIndexOf('.')));
    Manifest manifest = jar.file().getManifest();
    if (manifest == null || name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    Attributes attributes = manifest.getMainAttributes();
    try {
      definePackage(
          name,
          attributes.getValue(Name.SPECIFICATION_TITLE),
          attributes.getValue(Name.SPECIFICATION_VERSION),
          attributes.getValue(Name.SPECIFICATION_VENDOR),
          attributes.getValue(Name.IMPLEMENTATION_TITLE),
          attributes.getValue(Name.IMPLEMENTATION_VERSION),
          attributes.getValue(Name.IMPLEMENTATION_VENDOR),
          null);
    } catch (IllegalArgumentException meanwhile) {
      // Another thread was first.
    }
  }

  @Override
  protected URL findResource(String name) {
    for (Jar jar : jars) {
      URL found = jar.find(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>();
    for (Jar jar : jars) {
      URL url = jar.find(name);
      if (url != null) {
        found.add(url);
      }
    }
    return Collections.enumeration(found);
  }

  @Override
  public void close() throws IOException {
    for (Jar jar : jars) {
      jar.file().close();
    }
  }

  /**
   * A jar that is open.
   *
   * @param location where classes say that they are from
   * @param address where resources are read
   */
  private record Jar(JarFile file, URL location, URI address) {

    static Jar open(BundleJar jar) throws IOException {
      URL location = AddressedModule.address(jar.path().toUri()).toURL();
      URI address = AddressedModule.address(jar.file().toUri());
      Path file = jar.file();
      return new Jar(
          new JarFile(file.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion()),
          location,
          address);
    }

    URL find(String name) {
      JarEntry entry = file.getJarEntry(name);
      if (entry == null) {
        return null;
      }
      try {
        String path = new URI(null, null, "/" + entry.getRealName(), null).getRawPath();
        return new URL("jar:" + address + "!" + path);
      } catch (URISyntaxException | MalformedURLException noAddress) {
        return null;
      }
    }
  }
}
