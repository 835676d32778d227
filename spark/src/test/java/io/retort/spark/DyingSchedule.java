package io.retort.spark;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.RecordProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The constant schedule. Whoever comes to one of its steps first ends there: with an exception, or,
 * in a process that is not the driver's, with the process.
 *
 * @param step where it ends
 * @param marker a file that says that this has happened
 * @param driver the process that does not end; negative for none
 */
public record DyingSchedule(
    @Doc("Where it ends.") int step,
    @Doc("A file that says that this has happened.") String marker,
    @Doc("The process that does not end.") @Default("-1") long driver)
    implements Schedule {

  @Override
  public double factor(long at, long steps) {
    if (at == step && isFirst()) {
      if (driver < 0) {
        throw new IllegalStateException("This task was to end here");
      } else if (ProcessHandle.current().pid() == driver) {
        throw new IllegalStateException("This is the driver's process");
      }
      Runtime.getRuntime().halt(137);
    }
    return 1;
  }

  private boolean isFirst() {
    try {
      Files.writeString(Path.of(marker), "here", StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException happened) {
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Makes the schedule {@code dying}. */
  @SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
  @AutoService(ScheduleProvider.class)
  public static final class Dying extends RecordProvider<Schedule, DyingSchedule, Context>
      implements ScheduleProvider<DyingSchedule> {
    /** For the service loader. */
    public Dying() {
      super("dying", DyingSchedule.class, schedule -> schedule);
    }
  }
}
