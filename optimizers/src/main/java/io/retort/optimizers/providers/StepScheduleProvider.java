package io.retort.optimizers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.optimizers.StepSchedule;

/** Makes {@link StepSchedule}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ScheduleProvider.class)
public final class StepScheduleProvider implements ScheduleProvider<StepSchedule> {

  @Override
  public String name() {
    return "step";
  }

  @Override
  public Class<StepSchedule> configuration() {
    return StepSchedule.class;
  }

  @Override
  public Schedule create(StepSchedule configuration, Context context) {
    return configuration;
  }
}
