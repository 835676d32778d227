package io.retort.app.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of a {@link FaultyProvider}. A write that fails has written half. */
final class FaultyChannel extends FileChannel {
  private final FileChannel channel;
  private final Path path;
  private final Faults faults;

  FaultyChannel(FileChannel channel, Path path, Faults faults) {
    this.channel = channel;
    this.path = path;
    this.faults = faults;
  }

  private interface Write {
    int of(ByteBuffer bytes) throws IOException;
  }

  private int write(ByteBuffer source, Write write) throws IOException {
    try {
      faults.operation("write", path);
    } catch (IOException failure) {
      write.of(source.slice(source.position(), source.remaining() / 2));
      throw failure;
    }
    return write.of(source);
  }

  @Override
  public int read(ByteBuffer destination) throws IOException {
    return channel.read(destination);
  }

  @Override
  public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
    return channel.read(destinations, offset, length);
  }

  @Override
  public int read(ByteBuffer destination, long position) throws IOException {
    return channel.read(destination, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return write(source, channel::write);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return write(source, bytes -> channel.write(bytes, position));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    faults.operation("write", path);
    return channel.write(sources, offset, length);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    faults.operation("truncate", path);
    channel.truncate(size);
    return this;
  }

  @Override
  public void force(boolean all) throws IOException {
    faults.operation("force", path);
    channel.force(all);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return channel.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    faults.operation("write", path);
    return channel.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return channel.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return channel.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return channel.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}
