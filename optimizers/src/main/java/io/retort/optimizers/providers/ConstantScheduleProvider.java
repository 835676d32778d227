package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.ConstantSchedule;

/** Makes {@link ConstantSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class ConstantScheduleProvider implements ScheduleProvider<ConstantSchedule> {

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public Class<ConstantSchedule> configuration() {
    return ConstantSchedule.class;
  }

  @Override
  public Schedule create(ConstantSchedule configuration, Context context) {
    return Schedule.CONSTANT;
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
