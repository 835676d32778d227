package io.retort.runtime.experiment.outputs;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.result.StoredOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks after a folder of teachers' outputs. */
public final class StoredOutputs {

  private StoredOutputs() {}

  /**
   * What is kept in a folder.
   *
   * @param folder of all outputs
   * @param verified whether to read all blocks and compare their checksums, or their lengths alone
   * @throws RetortException if it cannot be read
   */
  public static List<StoredOutput> in(Path folder, boolean verified) {
    if (!Files.isDirectory(folder)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no folder "
              + folder
              + "; name the one that experiments have as teacher-outputs.folder");
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .sorted()
          .filter(each -> !StoredRows.outputFiles(each).isEmpty())
          .map(each -> read(each, verified))
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static StoredOutput read(Path folder, boolean verified) {
    BitSet rows = new BitSet();
    Optional<OutputDescription> description = Optional.empty();
    int damaged = 0;
    long bytes = 0;
    try {
      for (Path path : StoredRows.outputFiles(folder)) {
        bytes += Files.size(path);
        try (OutputFile file = OutputFile.open(path)) {
          description = description.or(() -> Optional.of(file.description()));
          damaged += file.torn() ? 1 : 0;
          for (int i = 0; i < file.blocks(); i++) {
            if (verified && !file.intact(i)) {
              damaged++;
            } else {
              for (int sample : file.samples(i)) {
                rows.set(Math.max(sample, 0));
              }
            }
          }
        } catch (RetortException noOutputs) {
          damaged++;
        }
      }
      return new StoredOutput(
          folder,
          description.map(OutputDescription::experiment).orElse(""),
          description.map(known -> known.key().output()).orElse(""),
          description.map(known -> known.key().format()).orElse(""),
          rows.cardinality(),
          description.map(known -> known.key().samples()).orElse(0),
          bytes,
          Files.getLastModifiedTime(folder).toInstant(),
          damaged);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Deletes outputs. A run that uses them goes on with what it has opened.
   *
   * @param folder of all outputs
   * @param chosen which
   * @return those that were deleted
   */
  public static List<StoredOutput> prune(Path folder, Predicate<StoredOutput> chosen) {
    List<StoredOutput> deleted = in(folder, false).stream().filter(chosen).toList();
    for (StoredOutput output : deleted) {
      // Also what was begun only, by a process that was killed.
      try (Stream<Path> all = Files.list(output.folder())) {
        for (Path file : all.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(output.folder());
      } catch (NoSuchFileException | DirectoryNotEmptyException meanwhile) {
        // Another process has deleted the same, or a run has begun another file.
      } catch (IOException failure) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            "The outputs in " + output.folder() + " cannot be deleted: " + Reason.of(failure),
            failure);
      }
    }
    return deleted;
  }
}
