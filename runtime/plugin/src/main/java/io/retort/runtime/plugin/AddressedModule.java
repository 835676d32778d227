package io.retort.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A module whose resources have addresses that Java can open. Its own, {@code jar:FILE!/NAME}, end
 * the file's name at the first '!/', which may be that of a folder.
 */
final class AddressedModule extends ModuleReference {
  private final ModuleReference module;

  private AddressedModule(ModuleReference module, URI location) {
    super(module.descriptor(), location);
    this.module = module;
  }

  /** The module of a jar, which says that it is where the jar lies. */
  static AddressedModule of(BundleJar jar) {
    ModuleReference module = ModuleFinder.of(jar.file()).findAll().iterator().next();
    return new AddressedModule(module, jar.path().toUri());
  }

  /** The address of a file, in which only the mark of an entry is a '!'. */
  static URI address(URI file) {
    return URI.create(file.toString().replace("!", "%21"));
  }

  @Override
  public ModuleReader open() throws IOException {
    URI file = module.location().orElseThrow();
    String own = "jar:" + file;
    String other = "jar:" + address(file);
    return new Reader(module.open(), own, other);
  }

  private record Reader(ModuleReader reader, String own, String other) implements ModuleReader {

    @Override
    public Optional<URI> find(String name) throws IOException {
      return reader
          .find(name)
          .map(Object::toString)
          .map(uri -> URI.create(uri.startsWith(own) ? other + uri.substring(own.length()) : uri));
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      return reader.open(name);
    }

    @Override
    public Optional<ByteBuffer> read(String name) throws IOException {
      return reader.read(name);
    }

    @Override
    public void release(ByteBuffer bytes) {
      reader.release(bytes);
    }

    @Override
    public Stream<String> list() throws IOException {
      return reader.list();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
