package io.retort.runtime.experiment.recording;

import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.experiment.extension.RunStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Knows the hash of everything that a run keeps, for {@code result.json} to vouch for. */
public final class HashingStore implements RunStore {
  private final RunStore store;
  private final Map<String, String> written = new TreeMap<>();
  private final Map<String, MessageDigest> growing = new TreeMap<>();

  public HashingStore(RunStore store) {
    this.store = store;
  }

  /** The hashes of all files by name, but for that of the file that holds them. */
  public Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>(written);
    hashes.remove(CompletedRun.RESULT);
    growing.forEach((name, digest) -> hashes.put(name, HexFormat.of().formatHex(soFar(digest))));
    return hashes;
  }

  private static byte[] soFar(MessageDigest digest) {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("SHA-256 can be cloned", impossible);
    }
  }

  @Override
  public void open() {
    store.open();
  }

  @Override
  public void write(String name, Content content) {
    store.write(
        name,
        file -> {
          content.write(file);
          written.put(name, Sha256.of(file));
        });
  }

  /** Writes the first lines of a file that grows. */
  public void begin(String name, List<String> lines) {
    byte[] text =
        lines.stream()
            .map(line -> line + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    store.write(name, text);
    MessageDigest digest = Sha256.digest();
    digest.update(text);
    growing.put(name, digest);
  }

  @Override
  public void append(String name, String line) {
    store.append(name, line);
    growing
        .computeIfAbsent(name, fresh -> Sha256.digest())
        .update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void complete() {
    store.complete();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public URI location() {
    return store.location();
  }
}
