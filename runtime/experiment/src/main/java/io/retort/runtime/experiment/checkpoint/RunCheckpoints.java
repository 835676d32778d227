package io.retort.runtime.experiment.checkpoint;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run, in the folder {@value #FOLDER} of its own folder: a file for each of
 * the last states of each training. Once the run is complete they are deleted.
 */
public final class RunCheckpoints implements CheckpointStore {
  /** Their folder in that of the run. */
  public static final String FOLDER = "checkpoints";

  /** The file of a run that has failed, which says why. */
  public static final String FAILURE = FOLDER + "/failure.txt";

  private static final Pattern NAME = Pattern.compile("(.*)-step-([0-9]{1,18})\\.checkpoint");

  private final Path folder;
  private final List<Path> logs;
  private final StopRequest stop;
  private final Consumer<String> told;
  private final EpochLog epochs;

  /** What was read, so that whoever asks again need not read it again. */
  private final Map<String, Optional<Checkpoint>> read = new HashMap<>();

  /**
   * The checkpoints of a run.
   *
   * @param run the folder of the run
   * @param logs files in it that grow while trainings go on
   * @param stop ends the run after a checkpoint
   * @param told is told of damaged files
   * @param epochs the log of epochs, which must have those that a training does not make again
   */
  public RunCheckpoints(
      Path run, List<String> logs, StopRequest stop, Consumer<String> told, EpochLog epochs) {
    this.epochs = epochs;
    this.folder = run.resolve(FOLDER);
    this.logs = logs.stream().map(run::resolve).toList();
    this.stop = stop;
    this.told = told;
  }

  @Override
  public TrainingCheckpoints of(String training, long seed) {
    stop.check();
    return new OfTraining(training, seed);
  }

  /**
   * Keeps what the run is begun with.
   *
   * @param identity the same, should it be resumed
   */
  public void begin(RunIdentity identity) {
    Path file = folder.resolveSibling(RunIdentity.FILE);
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw AtomicFiles.unwritable(file, failure, "make it possible to write there");
    }
    AtomicFiles.write(file, identity.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /** The folder of the teacher's outputs, should they be kept on the disk for this run alone. */
  public Path teacherOutputs() {
    return folder.resolve("teacher-outputs");
  }

  /**
   * Makes sure that a run goes on with what it was begun with. What may change its last bits is
   * told.
   *
   * @param now what there is now
   * @param listener told of a warning
   * @return what it was begun with, and where it went on
   * @throws RetortException naming what has changed
   */
  public RunIdentity goOn(RunIdentity now, TrainingListener listener) {
    RunIdentity begun = RunIdentity.read(run());
    begun.requireSame(now, run());
    RunIdentity identity = begun.elsewhere(begun.differences(now));
    if (!identity.elsewhere().isEmpty()) {
      listener.warning(
          new Warning(
              "resumed-elsewhere",
              "backend",
              "the run went on where the last bits of numbers may be others: "
                  + String.join(", ", identity.elsewhere())));
    }
    return identity;
  }

  /**
   * Keeps why a run that had begun has failed, for whoever lists runs. To be called while the
   * folder is held.
   *
   * @param end what ended it; nothing is kept of an interruption
   */
  public void ended(Throwable end) {
    boolean interrupted =
        end instanceof RetortException known && known.kind() == ErrorKind.INTERRUPTED;
    if (interrupted || !Files.exists(run().resolve(RunIdentity.FILE))) {
      return;
    }
    try {
      Files.writeString(run().resolve(FAILURE), Reason.of(end) + "\n");
    } catch (IOException notKept) {
      end.addSuppressed(notKept);
    }
  }

  /** What ends the run; where it was interrupted, with how to go on. */
  public RetortException resumable(RetortException end) {
    return end.kind() == ErrorKind.INTERRUPTED
        ? new RetortException(
            ErrorKind.INTERRUPTED,
            end.getMessage()
                + "; the trainings that are over and the states of the others are kept; go on with:"
                + " retort resume "
                + run(),
            end)
        : end;
  }

  /**
   * Makes sure that a run goes on with the teacher that it was begun with: one from a file may have
   * become another one.
   *
   * @param name what the teacher is called in the run
   * @param fingerprint that of the teacher as it is now
   * @throws RetortException if it was another one
   */
  public synchronized void requireTeacher(String name, String fingerprint) {
    Path file = folder.resolve("teacher-" + name + ".txt");
    try {
      if (!Files.exists(file)) {
        AtomicFiles.write(file, fingerprint.getBytes(StandardCharsets.UTF_8));
      } else if (!Files.readString(file).equals(fingerprint)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            run()
                + " cannot be resumed: the teacher is not the one that it began with; restore the"
                + " files that the teacher is read from, or begin again in another folder");
      }
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /** The folder of the run. */
  public Path run() {
    return folder.getParent();
  }

  @Override
  public void checkStop() {
    stop.check();
  }

  /** The step that a training goes on from; 0 if it begins anew. */
  public long step(String training, long seed) {
    return latest(stem(training, seed)).map(found -> found.state().step()).orElse(0L);
  }

  /** A name for files that no other training has: whoever made a training has chosen its name. */
  private static String stem(String training, long seed) {
    String plain = training.replaceAll("[^A-Za-z0-9_-]", "-");
    byte[] hash = Sha256.digest().digest(training.getBytes(StandardCharsets.UTF_8));
    return plain.substring(0, Math.min(plain.length(), 60))
        + "-"
        + HexFormat.of().formatHex(hash, 0, 4)
        + "-seed-"
        + seed;
  }

  private synchronized Optional<Checkpoint> latest(String stem) {
    return read.computeIfAbsent(
        stem,
        absent -> {
          for (Path file : files(stem).keySet()) {
            try {
              return Optional.of(CheckpointFile.read(file));
            } catch (RetortException damaged) {
              told.accept(
                  damaged.getMessage() + "; the training goes on from an earlier one, or anew");
            }
          }
          return Optional.empty();
        });
  }

  /** The files of a training and the steps of their states, the newest first. */
  private Map<Path, Long> files(String stem) {
    Map<Path, Long> steps = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (name.matches() && name.group(1).equals(stem)) {
          steps.put(entry, Long.parseLong(name.group(2)));
        }
      }
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The folder " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
    Map<Path, Long> newest = new LinkedHashMap<>();
    steps.entrySet().stream()
        .sorted(Map.Entry.<Path, Long>comparingByValue().reversed())
        .forEach(file -> newest.put(file.getKey(), file.getValue()));
    return newest;
  }

  private void save(String stem, Checkpoint checkpoint, int keep) {
    TrainingState state = checkpoint.state();
    // What was told of steps is on the disk before the state after them.
    logs.forEach(RunCheckpoints::force);
    CheckpointFile.write(
        folder.resolve(stem + "-step-" + state.step() + ".checkpoint"), checkpoint);
    List<Path> outdated = new ArrayList<>();
    int kept = 0;
    for (Map.Entry<Path, Long> file : files(stem).entrySet()) {
      // Those of later steps were damaged, or the training had gone on from them.
      boolean later = file.getValue() > state.step();
      if (later || ++kept > keep) {
        outdated.add(file.getKey());
      }
    }
    delete(outdated);
    stop.check();
  }

  /**
   * Forgets the states of a training of which the logs have told all, so that it will not be made
   * again.
   */
  public void forget(String training, long seed) {
    Set<Path> states = files(stem(training, seed)).keySet();
    if (!states.isEmpty()) {
      logs.forEach(RunCheckpoints::force);
      delete(states);
    }
  }

  private static void force(Path log) {
    if (!Files.exists(log)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException failure) {
      throw AtomicFiles.unwritable(log, failure, "make it possible to write there");
    }
  }

  private static void delete(Collection<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException failure) {
        throw AtomicFiles.unwritable(file, failure, "make it possible to write there");
      }
    }
  }

  private final class OfTraining implements TrainingCheckpoints {
    private final String training;
    private final long seed;
    private final String stem;

    OfTraining(String training, long seed) {
      this.training = training;
      this.seed = seed;
      this.stem = stem(training, seed);
    }

    @Override
    public Optional<TrainingState> latest() {
      synchronized (RunCheckpoints.this) {
        Optional<Checkpoint> found = RunCheckpoints.this.latest(stem);
        // A training begins once; its state need not stay in memory.
        read.remove(stem);
        found.ifPresent(this::requireLogged);
        return found.map(Checkpoint::state);
      }
    }

    @Override
    public boolean requested() {
      return stop.requested();
    }

    @Override
    public void save(TrainingState state, int keep) {
      int logged = epochs.epochs(training, seed, state.step());
      RunCheckpoints.this.save(stem, new Checkpoint(state, logged), keep);
    }

    private void requireLogged(Checkpoint from) {
      int there = epochs.epochs(training, seed, from.state().step());
      if (there < from.logged()) {
        throw new RetortException(
            ErrorKind.DATA,
            logs.get(0)
                + " has lost lines: it has "
                + there
                + " of the "
                + from.logged()
                + " epochs of training '"
                + training
                + "' (seed "
                + seed
                + ") that are not made again; restore the file, or run the experiment again into"
                + " another folder");
      }
    }

    @Override
    public void discard(long step) {
      Map<Path, Long> states = files(stem);
      states.values().removeIf(of -> of < step);
      delete(states.keySet());
    }
  }
}
