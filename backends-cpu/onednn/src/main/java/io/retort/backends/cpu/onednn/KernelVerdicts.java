package io.retort.backends.cpu.onednn;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * What comparisons have shown, kept in a file that several processes may share. It saves time and
 * nothing else: where the file cannot be read or written, or is not as it was written, the
 * comparisons are made again.
 */
final class KernelVerdicts {
  private static final String HEADER = "Retort's comparisons of oneDNN's kernels, 2, sum ";
  private static final String RIGHT = "right ";
  private static final String WRONG = "wrong ";

  private final Optional<Path> file;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();
  private volatile boolean changed;

  private KernelVerdicts(Optional<Path> file) {
    this.file = file;
    known.putAll(read());
  }

  /** For as long as the process lives. */
  static KernelVerdicts inMemory() {
    return new KernelVerdicts(Optional.empty());
  }

  /** Kept in a file, which need not be there. */
  static KernelVerdicts in(Path file) {
    return new KernelVerdicts(Optional.of(file));
  }

  /** Whether an implementation was right, if that is known. */
  Optional<Boolean> of(String implementation) {
    return Optional.ofNullable(known.get(implementation));
  }

  void put(String implementation, boolean right) {
    known.put(implementation, right);
    changed = true;
  }

  private Map<String, Boolean> read() {
    Map<String, Boolean> found = new ConcurrentHashMap<>();
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return found;
    }
    try {
      List<String> lines = Files.readAllLines(file.get());
      if (!lines.isEmpty() && lines.get(0).equals(header(lines.subList(1, lines.size())))) {
        for (String line : lines) {
          if (line.startsWith(RIGHT) || line.startsWith(WRONG)) {
            found.put(line.substring(RIGHT.length()), line.startsWith(RIGHT));
          }
        }
      }
    } catch (IOException unreadable) {
      log().log(Level.DEBUG, "What is known of oneDNN's kernels cannot be read", unreadable);
    }
    return found;
  }

  /** The first line, with a sum of all others. */
  private static String header(List<String> others) {
    CRC32C sum = new CRC32C();
    sum.update(String.join("\n", others).getBytes(StandardCharsets.UTF_8));
    return HEADER + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** Writes what is new, together with what others have written, unless that is impossible. */
  synchronized void save() {
    if (file.isEmpty() || !changed) {
      return;
    }
    changed = false;
    Map<String, Boolean> all = read();
    all.putAll(known);
    List<String> lines = new ArrayList<>();
    all.forEach((implementation, right) -> lines.add((right ? RIGHT : WRONG) + implementation));
    lines.sort(null);
    lines.add(0, header(lines));
    Path target = file.get();
    try {
      Files.createDirectories(target.getParent());
      Path written = Files.createTempFile(target.getParent(), "onednn", ".new");
      try {
        Files.write(written, lines);
        Files.move(
            written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException unwritable) {
      log().log(Level.DEBUG, "What is known of oneDNN's kernels cannot be written", unwritable);
    }
  }

  private static Logger log() {
    return System.getLogger(KernelVerdicts.class.getName());
  }
}
