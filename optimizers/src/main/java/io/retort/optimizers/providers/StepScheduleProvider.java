package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.StepSchedule;

/** Makes {@link StepSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class StepScheduleProvider extends RecordProvider<Schedule, StepSchedule, Context>
    implements ScheduleProvider<StepSchedule> {

  /** For {@link java.util.ServiceLoader}. */
  public StepScheduleProvider() {
    super("step", StepSchedule.class, schedule -> schedule);
  }
}
