package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.WarmUpSchedule;

/** Makes {@link WarmUpSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class WarmUpScheduleProvider extends RecordProvider<Schedule, WarmUpSchedule, Context>
    implements ScheduleProvider<WarmUpSchedule> {

  /** For {@link java.util.ServiceLoader}. */
  public WarmUpScheduleProvider() {
    super("warm-up", WarmUpSchedule.class, schedule -> schedule);
  }
}
