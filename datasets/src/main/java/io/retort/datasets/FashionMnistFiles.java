package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.CacheFolder;
import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Where the four files of Fashion-MNIST are.
 *
 * @param installed where the Debian package puts them
 * @param cache where they are downloaded to
 * @param checksums each file's name and the SHA-256 that a download must have
 */
record FashionMnistFiles(Path installed, Path cache, Map<String, String> checksums) {
  private static final Map<String, String> CHECKSUMS =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
          "train-labels-idx1-ubyte.gz",
          "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
          "t10k-images-idx3-ubyte.gz",
          "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
          "t10k-labels-idx1-ubyte.gz",
          "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05");
  private static final String FIX =
      "install the Debian package dataset-fashion-mnist, or put the four files *-ubyte.gz into a"
          + " folder and name it with the key folder";

  /** The largest of the files has 26,421,880 bytes. */
  private static final long LARGEST = 32 << 20;

  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;

  static FashionMnistFiles ofThisMachine() {
    return new FashionMnistFiles(
        Path.of("/usr/share/datasets/fashion-mnist"), CacheFolder.of("fashion-mnist"), CHECKSUMS);
  }

  /** One of the files, which may also be there without its compression. */
  static Path file(Path folder, String name) {
    Path plain = folder.resolve(name.substring(0, name.length() - ".gz".length()));
    Path compressed = folder.resolve(name);
    return !Files.exists(compressed) && Files.exists(plain) ? plain : compressed;
  }

  /** The folder that was asked for. */
  Path in(Path folder) {
    if (!complete(folder)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The folder " + folder + " lacks files of Fashion-MNIST; it needs " + names());
    }
    return folder;
  }

  /** The first folder that has the files, downloaded from the source if there is one. */
  Path find(Optional<String> source, TrainingListener listener) {
    if (complete(installed)) {
      return installed;
    }
    if (complete(cache)) {
      return cache;
    }
    String nowhere = "Fashion-MNIST was found neither in " + installed + " nor in " + cache;
    if (source.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA, nowhere + ", and download is off; " + FIX + ", or set download to true");
    }
    listener.message("Downloading Fashion-MNIST from " + source.get() + " into " + cache);
    try {
      Files.createDirectories(cache);
      for (String name : checksums.keySet()) {
        if (!Files.exists(file(cache, name))) {
          download(address(source.get(), name), name);
        }
      }
      return cache;
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          nowhere
              + ", and could not be downloaded from "
              + source.get()
              + " ("
              + Reason.of(failure)
              + "); "
              + FIX
              + "; where "
              + cache
              + " cannot hold them, name another cache folder with the environment variable "
              + CacheFolder.VARIABLE,
          failure);
    }
  }

  private static URI address(String source, String name) throws IOException {
    try {
      return URI.create(source + (source.endsWith("/") ? "" : "/") + name);
    } catch (IllegalArgumentException noAddress) {
      throw new IOException(noAddress.getMessage(), noAddress);
    }
  }

  private boolean complete(Path folder) {
    return checksums.keySet().stream().allMatch(name -> Files.isRegularFile(file(folder, name)));
  }

  private String names() {
    return String.join(", ", checksums.keySet().stream().sorted().toList());
  }

  /** Puts a file in its place only when all of it is there and right. */
  private void download(URI address, String name) throws IOException {
    Path part = Files.createTempFile(cache, name, ".part");
    try {
      MessageDigest sha256 = sha256();
      URLConnection connection = address.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      try (InputStream in = new DigestInputStream(connection.getInputStream(), sha256)) {
        if (!save(in, part)) {
          throw new IOException(
              name + " has more than " + LARGEST + " bytes, which none of the files has");
        }
      }
      String found = HexFormat.of().formatHex(sha256.digest());
      if (!found.equals(checksums.get(name))) {
        throw new IOException(
            name + " has the SHA-256 " + found + " instead of " + checksums.get(name));
      }
      Files.move(part, cache.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Saves all bytes, unless there are more than any of the files has. */
  private static boolean save(InputStream in, Path part) throws IOException {
    try (OutputStream out = Files.newOutputStream(part)) {
      long left = LARGEST;
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          return false;
        }
        out.write(buffer, 0, read);
      }
      return true;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
