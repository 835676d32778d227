package io.retort.app.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The system's own files, with {@link Faults}. */
public final class FaultyProvider extends FileSystemProvider {
  private final FileSystemProvider files;
  private final FaultyFileSystem system;
  private final Faults faults = new Faults();

  /** Called by the virtual machine. */
  public FaultyProvider(FileSystemProvider files) {
    this.files = files;
    this.system = new FaultyFileSystem(this, files.getFileSystem(URI.create("file:///")));
  }

  /** What fails. */
  public Faults faults() {
    return faults;
  }

  private static Path own(Path path) {
    return FaultyPath.unwrapped(path);
  }

  @Override
  public String getScheme() {
    return files.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) throws IOException {
    return files.newFileSystem(uri, settings);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.wrapped(files.getPath(uri));
  }

  private static boolean writes(Set<? extends OpenOption> options) {
    return options.contains(StandardOpenOption.WRITE)
        || options.contains(StandardOpenOption.APPEND);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (writes(options)) {
      faults.operation("open", path);
    }
    return new FaultyChannel(files.newFileChannel(own(path), options, attributes), path, faults);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> entries =
        files.newDirectoryStream(own(folder), entry -> filter.accept(system.wrapped(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> inner = entries.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return inner.hasNext();
          }

          @Override
          public Path next() {
            return system.wrapped(inner.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    // Of a folder that is there already it is only said so.
    if (!Files.exists(folder)) {
      faults.operation("make folder", folder);
    }
    files.createDirectory(own(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    faults.operation("delete", path);
    files.delete(own(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    faults.operation("copy", target);
    files.copy(own(source), own(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    faults.operation("move", target);
    files.move(own(source), own(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return files.isSameFile(own(path), own(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return files.isHidden(own(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return files.getFileStore(own(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    files.checkAccess(own(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return files.getFileAttributeView(own(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return files.readAttributes(own(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return files.readAttributes(own(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    faults.operation("set attribute", path);
    files.setAttribute(own(path), name, value, options);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    files.createSymbolicLink(own(link), own(target), attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return system.wrapped(files.readSymbolicLink(own(link)));
  }
}
