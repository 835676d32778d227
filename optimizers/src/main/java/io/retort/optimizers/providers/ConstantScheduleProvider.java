package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.RecordProvider;
import io.retort.optimizers.ConstantSchedule;

/** Makes {@link ConstantSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class ConstantScheduleProvider
    extends RecordProvider<Schedule, ConstantSchedule, Context>
    implements ScheduleProvider<ConstantSchedule> {

  /** For {@link java.util.ServiceLoader}. */
  public ConstantScheduleProvider() {
    super("constant", ConstantSchedule.class, schedule -> schedule);
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
