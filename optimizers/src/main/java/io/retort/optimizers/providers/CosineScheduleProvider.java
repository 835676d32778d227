package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.CosineSchedule;

/** Makes {@link CosineSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class CosineScheduleProvider extends RecordProvider<Schedule, CosineSchedule, Context>
    implements ScheduleProvider<CosineSchedule> {

  /** For {@link java.util.ServiceLoader}. */
  public CosineScheduleProvider() {
    super("cosine", CosineSchedule.class, schedule -> schedule);
  }
}
