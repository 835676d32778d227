package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.LinearSchedule;

/** Makes {@link LinearSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class LinearScheduleProvider extends RecordProvider<Schedule, LinearSchedule, Context>
    implements ScheduleProvider<LinearSchedule> {

  /** For {@link java.util.ServiceLoader}. */
  public LinearScheduleProvider() {
    super("linear", LinearSchedule.class, schedule -> schedule);
  }
}
